using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class DropoutKernelsTests
{
    // The known answers of the authors' library, Random123 (kat_vectors).
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822ul, 0x85a308d3243f6a88ul, 0x0370734413198a2eul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_known_answers(ulong key, ulong low, ulong high, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.Words(key, low, high));

    [Fact]
    public void An_element_is_a_function_of_the_seed_and_its_position()
    {
        var all = new float[103];
        DropoutKernels.Mask<float>(all, 0.4, 7);
        foreach (int length in Numbers.Lengths.Where(l => l < all.Length))
        {
            var mask = new float[length];
            DropoutKernels.Mask<float>(mask, 0.4, 7);
            Assert.Equal(all[..length], mask);
            float[] x = Numbers.Random<float>(length, 1), y = new float[length];
            DropoutKernels.Apply<float>(x, y, 0.4, 7);
            Assert.Equal(x.Zip(mask, (v, m) => m == 0 ? 0 : v * m), y);
            DropoutKernels.Apply<float>(x, x, 0.4, 7);
            Assert.Equal(y, x);
        }

        var wide = new double[103];
        DropoutKernels.Mask<double>(wide, 0.4, 7);
        Assert.Equal(all.Select(m => m != 0), wide.Select(m => m != 0));
        var other = new float[103];
        DropoutKernels.Mask<float>(other, 0.4, 8);
        Assert.NotEqual(all, other);
        DropoutKernels.Mask<float>(other, 0.4, 7L << 32);
        Assert.NotEqual(all, other);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_part_that_is_dropped_is_the_probability(double probability)
    {
        var mask = new double[200_000];
        DropoutKernels.Mask<double>(mask, probability, -3);
        double sigma = Math.Sqrt(probability * (1 - probability) / mask.Length);
        Assert.InRange((mask.Count(m => m == 0) / (double)mask.Length - probability) / sigma, -4, 4);
        Assert.All(mask, m => Assert.True(m == 0 || m == 1 / (1 - probability)));
        double both = Enumerable.Range(1, mask.Length - 1).Count(i => mask[i] == 0 && mask[i - 1] == 0) / (double)(mask.Length - 1);
        Assert.Equal(probability * probability, both, 0.005);
    }

    [Fact]
    public void The_ends_of_the_probability()
    {
        float[] x = [1, float.NaN, float.PositiveInfinity, -0.0f, 5], y = new float[5];
        DropoutKernels.Apply<float>(x, y, 0, 1);
        Assert.Equal(x, y);
        DropoutKernels.Apply<float>(x, y, 1, 1);
        Assert.Equal(new float[5], y);
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => DropoutKernels.Apply<float>(x, y, -0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => DropoutKernels.Apply<float>(x, y, 1.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => DropoutKernels.Mask<float>(y, double.NaN, 1));
        Assert.Throws<ArgumentException>("result", () => DropoutKernels.Apply<float>(x, y.AsSpan(1), 0.5, 1));
        Assert.Throws<ArgumentException>("result", () => DropoutKernels.Apply<float>(x.AsSpan(1), x.AsSpan(0, 4), 0.5, 1));
    }

    [Fact]
    public void What_is_dropped_is_zero_whatever_it_was()
    {
        var x = new float[64];
        x.AsSpan().Fill(float.NaN);
        DropoutKernels.Apply<float>(x, x, 0.5, 11);
        Assert.Contains(0f, x);
        Assert.Contains(float.NaN, x);
    }
}
