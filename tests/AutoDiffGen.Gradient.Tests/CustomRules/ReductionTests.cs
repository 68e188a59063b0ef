namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>The reductions of TensorPrimitives: their pullbacks against the gradients of the same sums and products spelled out.</summary>
public class ReductionTests
{
    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 3 - 1.5)];
    }

    private static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-11 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    public static IEnumerable<object[]> One => from which in Enumerable.Range(0, 15) from count in new[] { 1, 2, 3, 7, 16, 33 } select new object[] { which, count };

    [Theory]
    [MemberData(nameof(One))]
    public void Of_one_span(int which, int count)
    {
        double[] x = Numbers(count, which + 100), expected = new double[count], actual = new double[count], pulled = new double[count];
        double value = Reductions.OfOneGradient(x, which, actual);
        Assert.Equal(PlainReductions.OfOneGradient(x, which, expected), value, 1e-12);
        Assert.Equal(Reductions.OfOne(x, which), value);
        Close(which == 5 && count == 1 ? [0] : expected, actual);
        Reductions.OfOneWithPullback(x, which, out var pullback);
        using (pullback)
        {
            pullback.Invoke(-3, pulled);
            pullback.Invoke(2, pulled, accumulate: true);
        }

        Close([.. actual.Select(d => -d)], pulled);
    }

    public static IEnumerable<object[]> Two => from which in Enumerable.Range(0, 5) from count in new[] { 1, 2, 5, 17 } select new object[] { which, count };

    [Theory]
    [MemberData(nameof(Two))]
    public void Of_two_spans(int which, int count)
    {
        double[] x = Numbers(count, which), y = Numbers(count, which + 50), eX = new double[count], eY = new double[count], aX = new double[count], aY = new double[count];
        double value = Reductions.OfTwoGradient(x, y, which, aX, aY);
        Assert.Equal(PlainReductions.OfTwoGradient(x, y, which, eX, eY), value, 1e-12);
        Close(eX, aX);
        Close(eY, aY);
        Reductions.OfTwoGradient(x, y, which, default, aY);
        Close(eY, aY);

        // One array for both parameters: each destination has its own part.
        Reductions.OfTwoGradient(x, x, 0, aX, aY);
        Close(x, aX);
        Close(x, aY);
    }

    [Fact]
    public void Rows_of_a_matrix_and_a_buffer_that_changes()
    {
        double[] m = Numbers(12, 3), v = Numbers(4, 4), eM = new double[12], eV = new double[4], aM = new double[12], aV = new double[4];
        PlainReductions.RowsGradient(m, v, eM, eV);
        Reductions.RowsGradient(m, v, aM, aV);
        Close(eM, aM);
        Close(eV, aV);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Arrays_that_a_loop_makes(int steps)
    {
        double value = Reductions.ChainedGradient(0.3, -0.8, steps, out double dX, out double dY);
        Assert.Equal(PlainReductions.ChainedGradient(0.3, -0.8, steps, out double eX, out double eY), value, 1e-12);
        Close([eX, eY], [dX, dY]);
    }

    [Fact]
    public void Single_precision_and_type_parameters()
    {
        float[] x = [0.5f, -1.25f, 2], y = [1.5f, 0.25f, -0.75f], dX = new float[3], dY = new float[3];
        float value = Reductions.SingleGradient(x, y, dX, dY);
        Assert.Equal(Reductions.Single(x, y), value);
        for (int i = 0; i < 3; i++)
        {
            float[] up = [.. x], down = [.. x];
            up[i] += 0.01f;
            down[i] -= 0.01f;
            Assert.Equal((Reductions.Single(up, y) - Reductions.Single(down, y)) / 0.02f, dX[i], 1e-3f);
            (up, down) = ([.. y], [.. y]);
            up[i] += 0.01f;
            down[i] -= 0.01f;
            Assert.Equal((Reductions.Single(x, up) - Reductions.Single(x, down)) / 0.02f, dY[i], 1e-3f);
        }

        double[] d = new double[2];
        Reductions.GenericGradient<double>([3, 4], 2, d, out double dFactor);
        Close([2 + 3.0 / 5, 2 + 4.0 / 5], d);
        Assert.Equal(7, dFactor);
    }

    [Fact]
    public void Whole_numbers_have_none()
    {
        Assert.Equal(12, Reductions.CountedGradient(2, [1, 2, 3], out double dX));
        Assert.Equal(6, dX);
    }

    /// <summary>Kinks as PyTorch has them, products with zeros, nothing at all.</summary>
    [Fact]
    public void Edges()
    {
        double[] Of(int which, params double[] x)
        {
            double[] d = new double[x.Length];
            Reductions.OfOneGradient(x, which, d);
            return d;
        }

        Assert.Equal([0.0, 0], Of(4, 0, 0));
        Assert.Equal([0.0, 0, 0], Of(5, 2, 2, 2));
        Assert.Equal([0.0, 1, -1], Of(3, 0, 2, -2));
        Assert.Equal([6.0, 0, 0], Of(6, 0, 2, 3));
        Assert.Equal([0.0, 0, 0], Of(6, 0, 0, 3));
        Assert.Equal([0.5, 0, 0.5], Of(7, 4, 1, 4));
        Assert.Equal([0, 1.0 / 3, 1.0 / 3, 1.0 / 3], Of(8, 4, 1, 1, 1));
        Assert.Equal([1.0, 0], Of(7, double.NaN, 2));
        Assert.Empty(Of(0));
    }
}
