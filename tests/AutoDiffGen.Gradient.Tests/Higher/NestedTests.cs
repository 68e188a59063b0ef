using System.Numerics;

namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>Derivatives of methods that call derivatives: forward and reverse in all four nestings, against closed forms and differences.</summary>
public class NestedTests
{
    private static readonly double[] W = [0.4, -0.3, 0.8], X = [0.3, -0.5, 0.9, 0.1, 0.7], V = [1, -0.5, 0.25];

    private delegate double Reverse(double[] at, Span<double> gradient);

    private delegate double Forward(double[] at, ReadOnlySpan<double> tangent, out double derivative);

    private delegate double Second(double[] at, ReadOnlySpan<double> tangent, Span<double> gradient, Span<double> product);

    [Fact]
    public void Derivatives_of_derivatives_of_derivatives()
    {
        const double x = 1.7;
        Assert.Equal(4 * x * x * x, Nested.Slope(x), 1e-12);
        Nested.SlopeGradient(x, out double second);
        Assert.Equal(12 * x * x, second, 1e-12);
        Assert.Equal(12 * x * x, Nested.Curvature(x), 1e-12);
        Nested.CurvatureGradient(x, out double third);
        Assert.Equal(24 * x, third, 1e-12);
        Assert.Equal(24 * x, Nested.Third(x), 1e-12);
        Nested.ThirdGradient(x, out double fourth);
        Assert.Equal(24, fourth, 1e-12);
        Nested.ThirdPushforward(x, 2, out double along);
        Assert.Equal(48, along, 1e-12);
        Nested.CurvatureHessianVectorProduct(x, 1, out double d, out double h);
        Assert.Equal((24 * x, 24), (Math.Round(d, 12), Math.Round(h, 12)));
        Nested.ThroughPrimalHessianVectorProduct(x, 1, out d, out h);
        Assert.Equal(20 * x * x * x, h, 1e-11);
    }

    [Fact]
    public void Reverse_over_reverse() => Check(w => Nested.NormOfGradient(w, X), (w, d) => Nested.NormOfGradientGradient(w, X, d), null, null);

    [Fact]
    public void Forward_over_reverse() => Check(w => Nested.NormOfGradient(w, X), null, (double[] w, ReadOnlySpan<double> t, out double d) => Nested.NormOfGradientPushforward(w, X, t, out d), null);

    [Fact]
    public void Reverse_over_forward() => Check(w => Nested.AlongADirection(w, X, V), (w, d) => Nested.AlongADirectionGradient(w, X, V, d, default), null, null);

    [Fact]
    public void Forward_over_forward() => Check(w => Nested.AlongADirection(w, X, V), null, (double[] w, ReadOnlySpan<double> t, out double d) => Nested.AlongADirectionPushforward(w, X, V, t, default, out d), null);

    [Fact]
    public void Over_a_product_with_the_Hessian() => Check(w => Nested.WithTheHessian(w, X, V), (w, d) => Nested.WithTheHessianGradient(w, X, V, d, default),
        (double[] w, ReadOnlySpan<double> t, out double d) => Nested.WithTheHessianPushforward(w, X, V, t, default, out d), (w, t, d, h) => Nested.WithTheHessianHessianVectorProduct(w, X, V, t, default, d, default, h, default));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Steps_of_gradient_descent(int steps)
    {
        Check(w => Nested.AfterSteps(w, X, 0.1, steps), (w, d) => Nested.AfterStepsGradient(w, X, 0.1, steps, d, out _),
            (double[] w, ReadOnlySpan<double> t, out double d) => Nested.AfterStepsPushforward(w, X, 0.1, steps, t, 0, out d), (w, t, d, h) => Nested.AfterStepsHessianVectorProduct(w, X, 0.1, steps, t, 0, d, out _, h, out _));
        Nested.AfterStepsGradient(W, X, 0.1, steps, default, out double dRate);
        Assert.Equal(Differences(k => Nested.AfterSteps(W, X, 0.1 + k, steps), 2e-4), dRate, 1e-9);
    }

    [Fact]
    public void Destinations_are_added_to_left_out_and_given_under_conditions()
    {
        foreach (double sign in new[] { 1.0, -1 })
        {
            double[] a = [sign * 0.4, -0.3, 0.8], b = [0.7, 0.2, -0.6];
            Check(w => Nested.Accumulated(w, b, 0.9), (w, d) => Nested.AccumulatedGradient(w, b, 0.9, d, default, out _),
                (double[] w, ReadOnlySpan<double> t, out double d) => Nested.AccumulatedPushforward(w, b, 0.9, t, default, 0, out d), null, a);
            Check(w => Nested.Accumulated(a, w, 0.9), (w, d) => Nested.AccumulatedGradient(a, w, 0.9, default, d, out _),
                (double[] w, ReadOnlySpan<double> t, out double d) => Nested.AccumulatedPushforward(a, w, 0.9, default, t, 0, out d), null, b);
        }
    }

    [Fact]
    public void A_method_that_writes_to_its_argument() => Check(w => Nested.InPlace(w, 0.6), (w, d) => Nested.InPlaceGradient(w, 0.6, d, out _),
        (double[] w, ReadOnlySpan<double> t, out double d) => Nested.InPlacePushforward(w, 0.6, t, 0, out d), (w, t, d, h) => Nested.InPlaceHessianVectorProduct(w, 0.6, t, 0, d, out _, h, out _));

    [Fact]
    public void Structs_and_what_they_hold_constant()
    {
        // dP.Left * dP.Right + dV.X = 6xy (3xx + 4) ... with dV.X = 2 x 2 y.
        const double x = 0.7, y = -0.4;
        float f = (float)x;
        Assert.Equal((2 * x * y * 3 * ((x * x * 3) + (f * f * 2))) + (2 * f * 2 * y), Nested.GradientOfStructs(x, y), 1e-6);
        Nested.GradientOfStructsGradient(x, y, out double dX, out double dY);
        Assert.Equal((6 * y * ((9 * x * x) + (6 * x * x))) + (4 * y), dX, 1e-5);
        Assert.Equal((6 * x * 5 * x * x) + (4 * x), dY, 1e-5);
        Nested.OfStructsHessianVectorProduct(new Pair { Left = x, Right = y, Held = 3 }, new Vector2(2, 5), new Pair.Gradient { Left = 1 }, new Vector2(0, 1), out var dP, out _, out var hP, out var hV);
        Assert.Equal(2 * x * y * 3, dP.Left, 1e-12);
        Assert.Equal((2 * y * 3, (2 * x * 3) + 4), (hP.Left, hP.Right));
        Assert.Equal(new Vector2((float)(2 * 2 * y), 0), hV);
    }

    [Fact]
    public void Generic_methods()
    {
        double F(double x) => Math.Pow(Math.Sin(x) + x, 3);
        double Slope(double x) => 3 * Math.Pow(Math.Sin(x) + x, 2) * (Math.Cos(x) + 1);
        Assert.Equal(F(0.6), Nested.Power(0.6, 3), 1e-14);
        Nested.SlopeOfGenericGradient(0.6, out double d);
        Assert.Equal(Differences(k => Slope(0.6 + k)), d, 1e-9);
        Nested.SlopeInGenericGradient(0.6, out d);
        Assert.Equal(Differences(k => Slope(0.6 + k) * (0.6 + k)), d, 1e-9);
        Nested.SlopeInGenericPushforward(0.6f, 1f, out float t);
        Assert.Equal(d, t, 1e-4);
    }

    [Fact]
    public void A_step_in_a_helper_that_is_called_twice()
    {
        // x - 4x^3 / 12x^2 = 2x/3, twice.
        Assert.Equal(1.8 * 4 / 9, Nested.Newton(1.8), 1e-14);
        Nested.NewtonGradient(1.8, out double d);
        Assert.Equal(4.0 / 9, d, 1e-13);
        Nested.NewtonPushforward(1.8, 1, out d);
        Assert.Equal(4.0 / 9, d, 1e-13);
    }

    [Fact]
    public void What_is_detached_stays_so()
    {
        // The gradient is (c + 2xy, x^2) with c = x y held: differentiated, c is still held.
        Nested.DetachedGradient(0.7, 0.3, out double dX, out double dY);
        Assert.Equal((2 * 0.3 * 0.3) + (2 * 0.7), dX, 1e-14);
        Assert.Equal((0.7 * 0.3) + (2 * 2 * 0.7 * 0.3), dY, 1e-14);
    }

    [Fact]
    public void The_Hessian_of_Rosenbrock()
    {
        double[] x = [-1.2, 1, 0.3];
        double[,] expected =
        {
            { (1200 * x[0] * x[0]) - (400 * x[1]) + 2, -400 * x[0], 0 },
            { -400 * x[0], (1200 * x[1] * x[1]) - (400 * x[2]) + 202, -400 * x[1] },
            { 0, -400 * x[1], 200 },
        };
        Hessian(x, expected, 1e-9, (t, d, h) => Nested.RosenbrockHessianVectorProduct(x, t, d, h));

        // At the minimum of the function of two numbers: Rosenbrock 1960.
        double[] one = [1, 1];
        Hessian(one, new double[,] { { 802, -400 }, { -400, 200 } }, 1e-12, (t, d, h) => Nested.RosenbrockHessianVectorProduct(one, t, d, h));
    }

    [Fact]
    public void The_Hessian_of_a_log_sum_exp()
    {
        double[] x = [0.3, -0.7, 2, 1.1];
        double[] p = [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))];
        var expected = new double[4, 4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                expected[i, j] = (i == j ? p[i] : 0) - (p[i] * p[j]);
            }
        }

        Hessian(x, expected, 1e-14, (t, d, h) => Nested.LogSumExpHessianVectorProduct(x, t, d, h));
    }

    [Fact]
    public void The_Hessian_of_a_quadratic_form()
    {
        double[,] a = { { 2, -1, 0.5 }, { -1, 3, 0.25 }, { 0.5, 0.25, 4 } };
        double[] x = [1, 2, -1];
        Hessian(x, a, 1e-14, (t, d, h) => Nested.QuadraticHessianVectorProduct(a, x, null, t, null, d, null, h));

        // With respect to the matrix as well: the mixed derivative of x_i a_ij x_j / 2.
        double[,] tA = { { 0, 1, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }, dA = new double[3, 3], hA = new double[3, 3];
        double[] d = new double[3], h = new double[3];
        Nested.QuadraticHessianVectorProduct(a, x, tA, [1, 0, 0], dA, d, hA, h);
        Assert.Equal([2 + (x[1] / 2), -1 + (x[0] / 2), 0.5], h);
        Assert.Equal(x[1] / 2, hA[0, 1]);
        Assert.Equal(x[0] * x[1] / 2, dA[0, 1]);
    }

    [Fact]
    public void Rows_and_arrays_of_structs()
    {
        double[][] rows = [[2, 3], [4]], tRows = [[1, 0], [0]], dRows = [[0, 0], [0]], hRows = [[0, 0], [0]];
        Pair[] pairs = [new() { Left = 5, Right = 6 }, new() { Left = 7, Right = 8 }];
        var dPairs = new Pair.Gradient[2];
        var hPairs = new Pair.Gradient[2];
        Nested.RowsHessianVectorProduct(rows, pairs, tRows, default, dRows, dPairs, hRows, hPairs);
        Assert.Equal([3 * 4 * 5 * 6.0, 3 * 9 * 5 * 8], dRows[0]);
        Assert.Equal([6 * 2 * 5 * 6.0, 0], hRows[0]);
        Assert.Equal((3 * 4 * 6.0, 3 * 4 * 5.0), (hPairs[0].Left, hPairs[0].Right));
        Nested.RowsHessianVectorProduct(rows, pairs, tRows, default, null, default, hRows, hPairs, accumulate: true);
        Assert.Equal([2 * 6 * 2 * 5 * 6.0, 0], hRows[0]);
        Assert.Equal(2 * 3 * 4 * 6.0, hPairs[0].Left);
    }

    [Fact]
    public void What_is_passed_is_checked_before_anything_is_written()
    {
        double[] d = [9, 9, 9], h = [9, 9, 9];
        Assert.Throws<ArgumentException>(() => Nested.InnerHessianVectorProduct(W, X, V, d, new double[2]));
        Assert.Throws<ArgumentException>(() => Nested.InnerHessianVectorProduct(W, X, [1.0], d, h));
        Assert.Throws<ArgumentException>(() => Nested.InnerHessianVectorProduct(W, X, V, d, d));
        Assert.Throws<ArgumentException>(() => Nested.InnerHessianVectorProduct(W, X, d, d, h));
        Assert.Equal([9, 9, 9, 9, 9, 9], d.Concat(h));
        Nested.InnerHessianVectorProduct(W, X, default, default, h);
        Assert.Equal([0, 0, 0], h);
    }

    private delegate void Product(ReadOnlySpan<double> tangent, Span<double> gradient, Span<double> product);

    private static void Hessian(double[] x, double[,] expected, double tolerance, Product product)
    {
        double[] d = new double[x.Length], h = new double[x.Length];
        for (int j = 0; j < x.Length; j++)
        {
            double[] axis = new double[x.Length];
            axis[j] = 1;
            product(axis, d, h);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(expected[i, j], h[i], tolerance);
            }
        }
    }

    private static double Differences(Func<double, double> f, double h = 1e-3) => ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h);

    // The derivative along a direction, in every mode that is given, against differences of the method itself.
    private static void Check(Func<double[], double> f, Reverse? reverse, Forward? forward, Second? second, double[]? at = null)
    {
        double[] w = at ?? W, gradient = new double[w.Length];
        double[] Moved(double k) => [.. w.Zip(V, (a, b) => a + (k * b))];
        double expected = Differences(k => f(Moved(k)));
        if (reverse is not null)
        {
            Assert.Equal(f(w), reverse(w, gradient));
            Assert.Equal(expected, gradient.Zip(V, (a, b) => a * b).Sum(), 1e-8);
        }

        if (forward is not null)
        {
            Assert.Equal(f(w), forward(w, V, out double along));
            Assert.Equal(expected, along, 1e-8);
        }

        if (second is not null)
        {
            double[] d = new double[w.Length], h = new double[w.Length], other = new double[w.Length];
            Assert.Equal(f(w), second(w, V, d, h));
            Assert.Equal(expected, d.Zip(V, (a, b) => a * b).Sum(), 1e-8);
            for (int i = 0; i < w.Length; i++)
            {
                Assert.Equal(Differences(k =>
                {
                    reverse!(Moved(k), other);
                    return other[i];
                }), h[i], 1e-7);
            }
        }
    }
}
