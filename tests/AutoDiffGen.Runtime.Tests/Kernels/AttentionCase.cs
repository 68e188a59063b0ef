using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

internal enum MaskKind
{
    None,
    Flags,
    Numbers,
}

/// <summary>An attention of given lengths, by its definition and by the kernels.</summary>
internal sealed record AttentionCase(int[] Batch, int Queries, int Keys, int Width, int Values, bool Causal, MaskKind Kind, int[] Mask)
{
    private const double Scale = 0.7;

    private int Planes => Batch.Aggregate(1, (a, b) => a * b);

    private int MaskLength => Kind == MaskKind.None ? 0 : Mask.Aggregate(1, (a, b) => a * b);

    private AttentionShape Shape => new(Batch, Queries, Keys, Width, Values, Scale, Causal, Kind == MaskKind.None ? [] : Mask);

    /// <summary>Values and pullbacks against the definition in double precision.</summary>
    public void Check<T>(double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        var (q, k, v, flags, bias) = Inputs<T>();
        T[] y = new T[Planes * Queries * Values], log = new T[Planes * Queries], g = Numbers.Random<T>(y.Length, 6);
        var naive = new Naive(this, Numbers.ToDouble<T>(q), Numbers.ToDouble<T>(k), Numbers.ToDouble<T>(v), flags, Numbers.ToDouble<T>(bias), Numbers.ToDouble<T>(g));
        AttentionKernels.Forward<T>(q, k, v, flags, bias, y, log, Shape);
        Numbers.Close<T>(naive.Y, y, tolerance, 1);
        Numbers.Close<T>(naive.Log, log, tolerance, 1);
        T[] without = [.. y];
        AttentionKernels.Forward<T>(q, k, v, flags, bias, without, default, Shape);
        Assert.Equal(y, without);

        T[] dQ = [.. q], dK = [.. k], dV = [.. v], dBias = [.. bias];
        AttentionKernels.Pullback<T>(q, k, v, flags, bias, y, log, g, dQ, dK, dV, dBias, Shape);
        Numbers.Close<T>(naive.DQ, dQ, tolerance, 10);
        Numbers.Close<T>(naive.DK, dK, tolerance, 30);
        Numbers.Close<T>(naive.DV, dV, tolerance, 10);
        Numbers.Close<T>(naive.DBias, dBias, tolerance, 30);

        // One at a time, the others not being wanted.
        T[] one = new T[q.Length];
        AttentionKernels.Pullback<T>(q, k, v, flags, bias, y, log, g, one, default, default, default, Shape);
        Assert.Equal(dQ, one);
        one = new T[k.Length];
        AttentionKernels.Pullback<T>(q, k, v, flags, bias, y, log, g, default, one, default, default, Shape);
        Assert.Equal(dK, one);
        one = new T[v.Length];
        AttentionKernels.Pullback<T>(q, k, v, flags, bias, y, log, g, default, default, one, default, Shape);
        Assert.Equal(dV, one);
        one = new T[bias.Length];
        AttentionKernels.Pullback<T>(q, k, v, flags, bias, y, log, g, default, default, default, one, Shape);
        Assert.Equal(dBias, one);
    }

    public void CheckDifferences()
    {
        var (q, k, v, flags, bias) = Inputs<double>();
        double[] y = new double[Planes * Queries * Values], log = new double[Planes * Queries], g = Numbers.Random<double>(y.Length, 6);
        double Loss()
        {
            AttentionKernels.Forward<double>(q, k, v, flags, bias, y, log, Shape);
            return Differences.Dot(y, g);
        }

        Loss();
        double[] dQ = [.. q], dK = [.. k], dV = [.. v], dBias = [.. bias];
        AttentionKernels.Pullback<double>(q, k, v, flags, bias, y, log, g, dQ, dK, dV, dBias, Shape);
        Numbers.Close<double>(Differences.Gradient(Loss, q), dQ, 1e-8, 1);
        Numbers.Close<double>(Differences.Gradient(Loss, k), dK, 1e-8, 1);
        Numbers.Close<double>(Differences.Gradient(Loss, v), dV, 1e-8, 1);
        Numbers.Close<double>(Differences.Gradient(Loss, bias), dBias, 1e-8, 1);
    }

    public void CheckAdjoint()
    {
        var (q, k, v, flags, bias) = Inputs<double>();
        double[] y = new double[Planes * Queries * Values], log = new double[Planes * Queries], g = Numbers.Random<double>(y.Length, 6), dY = [.. y];
        AttentionKernels.Forward<double>(q, k, v, flags, bias, y, log, Shape);
        double[] dQ = [.. q], dK = [.. k], dV = [.. v], dBias = [.. bias];
        AttentionKernels.Pullback<double>(q, k, v, flags, bias, y, log, g, dQ, dK, dV, dBias, Shape);
        double[] tQ = Numbers.Random<double>(q.Length, 7), tK = Numbers.Random<double>(k.Length, 8), tV = Numbers.Random<double>(v.Length, 9), tBias = Numbers.Random<double>(bias.Length, 10);
        AttentionKernels.Pushforward<double>(q, k, v, flags, bias, y, log, tQ, tK, tV, tBias, dY, Shape);
        double expected = Differences.Dot(dQ, tQ) + Differences.Dot(dK, tK) + Differences.Dot(dV, tV) + Differences.Dot(dBias, tBias);
        Numbers.Close(expected, Differences.Dot(dY, g), 1e-11, 100);
        AttentionKernels.Pushforward<double>(q, k, v, flags, bias, y, log, tQ, default, default, default, dY, Shape);
        Numbers.Close(Differences.Dot(dQ, tQ), Differences.Dot(dY, g), 1e-11, 100);
        AttentionKernels.Pushforward<double>(q, k, v, flags, bias, y, log, default, tK, default, default, dY, Shape);
        Numbers.Close(Differences.Dot(dK, tK), Differences.Dot(dY, g), 1e-11, 100);
        AttentionKernels.Pushforward<double>(q, k, v, flags, bias, y, log, default, default, tV, default, dY, Shape);
        Numbers.Close(Differences.Dot(dV, tV), Differences.Dot(dY, g), 1e-11, 100);
        AttentionKernels.Pushforward<double>(q, k, v, flags, bias, y, log, default, default, default, tBias, dY, Shape);
        Numbers.Close(Differences.Dot(dBias, tBias), Differences.Dot(dY, g), 1e-11, 100);
    }

    private (T[] Q, T[] K, T[] V, bool[] Flags, T[] Bias) Inputs<T>()
        where T : IFloatingPointIeee754<T>
    {
        bool[] flags = Kind == MaskKind.Flags ? [.. Numbers.Random<double>(MaskLength, 5).Select(v => v > -0.8)] : [];
        return (
            Numbers.Random<T>(Planes * Queries * Width, 1), Numbers.Random<T>(Planes * Keys * Width, 2), Numbers.Random<T>(Planes * Keys * Values, 3), flags,
            Numbers.Random<T>(Kind == MaskKind.Numbers ? MaskLength : 0, 4));
    }

    // Softmax and its derivative, row by row.
    private sealed class Naive
    {
        public Naive(AttentionCase c, double[] q, double[] k, double[] v, bool[] flags, double[] bias, double[] g)
        {
            Y = new double[g.Length];
            Log = new double[c.Planes * c.Queries];
            (DQ, DK, DV, DBias) = (new double[q.Length], new double[k.Length], new double[v.Length], new double[bias.Length]);
            int[] full = [.. c.Batch, c.Queries, c.Keys];
            for (int row = 0; row < Log.Length; row++)
            {
                int plane = row / c.Queries, i = row % c.Queries;
                double[] s = new double[c.Keys], p = new double[c.Keys], dP = new double[c.Keys];
                int[] places = new int[c.Keys];
                for (int j = 0; j < c.Keys; j++)
                {
                    int key = (plane * c.Keys) + j;
                    places[j] = c.Kind == MaskKind.None ? 0
                        : TensorData.Place(TensorData.Index((row * c.Keys) + j, [.. full.Select(l => (nint)l)]), [.. c.Mask.Select(l => (nint)l)]);
                    for (int d = 0; d < c.Width; d++)
                    {
                        s[j] += Scale * q[(row * c.Width) + d] * k[(key * c.Width) + d];
                    }

                    s[j] += c.Kind == MaskKind.Numbers ? bias[places[j]] : 0;
                    s[j] = (c.Causal && j > i) || (c.Kind == MaskKind.Flags && !flags[places[j]]) ? double.NegativeInfinity : s[j];
                }

                double max = s.Append(double.NegativeInfinity).Max(), sum = s.Sum(x => double.IsNegativeInfinity(x) ? 0 : Math.Exp(x - max));
                Log[row] = sum == 0 ? double.NegativeInfinity : max + Math.Log(sum);
                for (int j = 0; j < c.Keys; j++)
                {
                    p[j] = double.IsNegativeInfinity(s[j]) ? 0 : Math.Exp(s[j] - max) / sum;
                    for (int e = 0; e < c.Values; e++)
                    {
                        int at = (((plane * c.Keys) + j) * c.Values) + e;
                        Y[(row * c.Values) + e] += p[j] * v[at];
                        dP[j] += g[(row * c.Values) + e] * v[at];
                        DV[at] += p[j] * g[(row * c.Values) + e];
                    }
                }

                double mean = p.Zip(dP, (a, b) => a * b).Sum();
                for (int j = 0; j < c.Keys; j++)
                {
                    double dS = p[j] * (dP[j] - mean);
                    if (DBias.Length > 0)
                    {
                        DBias[places[j]] += dS;
                    }

                    for (int d = 0; d < c.Width; d++)
                    {
                        int key = (((plane * c.Keys) + j) * c.Width) + d;
                        DQ[(row * c.Width) + d] += Scale * dS * k[key];
                        DK[key] += Scale * dS * q[(row * c.Width) + d];
                    }
                }
            }
        }

        public double[] Y { get; }

        public double[] Log { get; }

        public double[] DQ { get; }

        public double[] DK { get; }

        public double[] DV { get; }

        public double[] DBias { get; }
    }
}
