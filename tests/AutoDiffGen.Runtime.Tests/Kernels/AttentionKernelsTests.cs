using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class AttentionKernelsTests
{
    private static readonly Gen<AttentionCase> Any =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 2], Gen.Int[0, 6], Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 4], Gen.Bool, Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 15]))
            .Select((outer, inner, queries, keys, width, values, causal, mask) =>
                new AttentionCase([outer, inner], queries, keys, width, values, causal, (MaskKind)mask.Item1, MaskShape([outer, inner, queries, keys], mask.Item2, mask.Item3)));

    [Fact]
    public void Agrees_with_the_definition_for_any_shape() => Any.Sample(
        c =>
        {
            c.Check<float>(2e-5);
            c.Check<double>(1e-13);
        },
        iter: 200);

    [Fact]
    public void Agrees_with_the_definition_across_blocks()
    {
        foreach (bool causal in new[] { false, true })
        {
            new AttentionCase([2], 65, 129, 8, 5, causal, MaskKind.None, []).Check<float>(5e-5);
            new AttentionCase([2], 5, 7, 3, 2, causal, MaskKind.None, []).Check<Half>(0.02);
            new AttentionCase([1], 130, 260, 3, 17, causal, MaskKind.Flags, [130, 260]).Check<double>(1e-12);
            new AttentionCase([2], 70, 140, 4, 3, causal, MaskKind.Numbers, [2, 70, 1]).Check<double>(1e-12);
        }
    }

    [Fact]
    public void Pullbacks_are_gradients() => Any.Sample(c => c.CheckDifferences(), iter: 40);

    // Rows of the reverse and of the forward agree: <g, push(t)> = <pull(g), t>.
    [Fact]
    public void Forward_mode_is_the_adjoint_of_reverse_mode()
    {
        Any.Sample(c => c.CheckAdjoint(), iter: 100);
        new AttentionCase([2], 70, 140, 4, 3, true, MaskKind.Numbers, [70, 140]).CheckAdjoint();
    }

    [Fact]
    public void A_query_that_sees_no_key_gives_zeros_and_has_no_gradient()
    {
        foreach (bool numbers in new[] { false, true })
        {
            double[] q = Numbers.Random<double>(6, 1), k = Numbers.Random<double>(8, 2), v = Numbers.Random<double>(12, 3), y = new double[9], log = new double[3];
            bool[] flags = [true, false, true, true, false, false, false, false, true, true, true, true];
            double[] bias = [.. flags.Select(f => f ? 0.5 : double.NegativeInfinity)];
            ReadOnlySpan<bool> mask = numbers ? default : flags;
            ReadOnlySpan<double> added = numbers ? bias : default;
            var shape = new AttentionShape([], 3, 4, 2, 3, 1, false, [3, 4]);
            AttentionKernels.Forward<double>(q, k, v, mask, added, y, log, in shape);
            Assert.Equal([0, 0, 0], y[3..6]);
            Assert.Equal(double.NegativeInfinity, log[1]);
            Assert.All(y[..3].Concat(y[6..]), value => Assert.NotEqual(0, value));

            double[] g = Numbers.Random<double>(9, 4), dQ = new double[6], dK = new double[8], dV = new double[12], dBias = new double[numbers ? 12 : 0];
            AttentionKernels.Pullback<double>(q, k, v, mask, added, y, log, g, dQ, dK, dV, dBias, in shape);
            Assert.Equal([0, 0], dQ[2..4]);
            Assert.All(dQ.Concat(dK).Concat(dV).Concat(dBias), value => Assert.True(double.IsFinite(value)));

            // The cotangent of that row goes nowhere.
            double[] other = [.. g], dK2 = new double[8], dV2 = new double[12];
            other.AsSpan(3, 3).Fill(100);
            AttentionKernels.Pullback<double>(q, k, v, mask, added, y, log, other, default, dK2, dV2, default, in shape);
            Assert.Equal(dK, dK2);
            Assert.Equal(dV, dV2);
            for (int i = 0; numbers && i < 12; i++)
            {
                Assert.True(flags[i] || dBias[i] == 0);
            }

            AttentionKernels.Pushforward<double>(q, k, v, mask, added, y, log, q, k, v, default, g, in shape);
            Assert.Equal([0, 0, 0], g[3..6]);
        }

        // No keys at all.
        float[] result = [1, 2];
        AttentionKernels.Forward<float>([1, 2, 3, 4], [], [], default, default, result, default, new AttentionShape([], 2, 0, 2, 1, 1));
        Assert.Equal([0, 0], result);
    }

    [Fact]
    public void Large_scores_neither_overflow_nor_vanish()
    {
        float[] q = [100, -100], k = [100, 99.99f, -100], v = [1, 2, 3], y = new float[2], log = new float[2];
        AttentionKernels.Forward<float>(q, k, v, default, default, y, log, new AttentionShape([], 2, 3, 1, 1, 1));
        double p = 1 / (1 + Math.Exp(100 * (99.99f - 100)));
        Numbers.Close<float>([p + (2 * (1 - p)), 3], y, 1e-3);
        Numbers.Close<float>([1e4 - Math.Log(p), 1e4], log, 1e-6);
    }

    [Fact]
    public void A_masked_key_may_be_anything()
    {
        float[] q = Numbers.Random<float>(4, 1), k = [1, 2, float.NaN, float.PositiveInfinity], v = [3, 4], y = new float[2];
        AttentionKernels.Forward<float>(q, k, v, [true, false], default, y, default, new AttentionShape([], 2, 2, 2, 1, 1, false, [2]));
        Assert.Equal([3, 3], y);

        // What overflows in the reverse stays out as well.
        float[] large = [3, 1e30f], g = [1e30f, 1], log = new float[2], dQ = new float[4], dK = new float[4], dV = new float[2];
        k = [1, 2, 1, 2];
        AttentionKernels.Forward<float>(q, k, large, [true, false], default, y, log, new AttentionShape([], 2, 2, 2, 1, 1, false, [2]));
        AttentionKernels.Pullback<float>(q, k, large, [true, false], default, y, log, g, dQ, dK, dV, default, new AttentionShape([], 2, 2, 2, 1, 1, false, [2]));
        Assert.Equal([0, 0, 0, 0], dQ);
        Assert.Equal([0, 0, 0, 0], dK);
        Assert.Equal([1e30f + 1, 0], dV);

        k[1] = float.NaN;
        AttentionKernels.Forward<float>(q, k, v, [true, false], default, y, default, new AttentionShape([], 2, 2, 2, 1, 1, false, [2]));
        Assert.Equal([float.NaN, float.NaN], y);
    }

    [Fact]
    public void Lengths_are_checked_before_anything_is_written()
    {
        float[] q = new float[6], k = new float[4], v = new float[2], y = [7, 7, 7], log = new float[3];
        void Run(int a, int b, int c, int mask, int d, int e) => AttentionKernels.Forward<float>(
            q.AsSpan(a), k.AsSpan(b), v.AsSpan(c), new bool[mask], default, y.AsSpan(d), log.AsSpan(e), new AttentionShape([], 3, 2, 2, 1, 1, false, [3, 2]));
        Assert.Throws<ArgumentException>("q", () => Run(1, 0, 0, 6, 0, 0));
        Assert.Throws<ArgumentException>("k", () => Run(0, 1, 0, 6, 0, 0));
        Assert.Throws<ArgumentException>("v", () => Run(0, 0, 1, 6, 0, 0));
        Assert.Throws<ArgumentException>("mask", () => Run(0, 0, 0, 5, 0, 0));
        Assert.Throws<ArgumentException>("result", () => Run(0, 0, 0, 6, 1, 0));
        Assert.Throws<ArgumentException>("logSumExp", () => Run(0, 0, 0, 6, 0, 1));
        Assert.All(y, value => Assert.Equal(7, value));
        Assert.Throws<ArgumentException>("mask", () => { _ = new AttentionShape([2], 3, 2, 2, 1, 1, false, [3, 3]); });
        Assert.Throws<ArgumentException>("mask", () => { _ = new AttentionShape([2], 3, 2, 2, 1, 1, false, [2, 2, 3, 2]); });
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => { _ = new AttentionShape([-1], 3, 2, 2, 1, 1); });
    }

    // The last dimensions of the scores, some of them 1.
    private static int[] MaskShape(int[] scores, int rank, int ones) =>
        [.. scores[^Math.Max(rank, 1)..].Select((length, i) => (ones >> i & 1) == 1 ? 1 : length)];
}
