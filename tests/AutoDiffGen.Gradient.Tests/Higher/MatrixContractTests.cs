namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>What MJacobian and MHessian promise to who calls them.</summary>
public class MatrixContractTests
{
    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(1, 1)]
    public void The_Hessian_of_the_Rosenbrock_function(double x, double y)
    {
        double[] h = new double[4];
        double value = MatrixPrograms.RosenbrockHessian(x, y, out double dX, out double dY, h);
        Assert.Equal(MatrixPrograms.Rosenbrock(x, y), value);
        Assert.Equal((-400 * x * (y - (x * x))) - (2 * (1 - x)), dX, 1e-12);
        Assert.Equal(200 * (y - (x * x)), dY, 1e-12);
        Near([(1200 * x * x) - (400 * y) + 2, -400 * x, -400 * x, 200], h);
    }

    [Fact]
    public void The_Hessian_of_the_Beale_function_at_its_minimum()
    {
        double[] h = new double[4];
        Assert.Equal(0, MatrixPrograms.BealeHessian(3, 0.5, out double dX, out double dY, h));
        Assert.Equal((0, 0), (dX, dY));

        // Twice the sum of the outer products of (y - 1, x), (y^2 - 1, 2 x y), (y^3 - 1, 3 x y^2).
        Near([2 * (0.25 + 0.5625 + 0.765625), 2 * (-1.5 - 2.25 - 1.96875), 2 * (-1.5 - 2.25 - 1.96875), 2 * (9 + 9 + 5.0625)], h);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-0.270845, -0.923039)]
    public void The_Hessian_of_the_Himmelblau_function(double x, double y)
    {
        double[] h = new double[4];
        MatrixPrograms.HimmelblauHessian(x, y, out _, out _, h);
        Near([(12 * x * x) + (4 * y) - 42, 4 * (x + y), 4 * (x + y), (12 * y * y) + (4 * x) - 26], h);
    }

    // Sizes around the widths of all lanes.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    public void A_Hessian_of_any_size_is_symmetric_and_has_the_products_as_columns(int n)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], dX = new double[n], h = new double[(n + 1) * (n + 1)], t = new double[n], hX = new double[n];
        double value = MatrixPrograms.ChainHessian(x, 3, dX, out double dScale, h);
        double[] gradient = new double[n];
        Assert.Equal(value, MatrixPrograms.ChainGradient(x, 3, gradient, out double gradientScale));
        Near(gradient, dX);
        Assert.Equal(gradientScale, dScale, 1e-12);
        for (int j = 0; j <= n; j++)
        {
            Array.Clear(t);
            if (j < n)
            {
                t[j] = 1;
            }

            MatrixPrograms.ChainHessianVectorProduct(x, 3, t, j == n ? 1 : 0, dX, out _, hX, out double hScale);
            Assert.Equal([.. hX, hScale], Enumerable.Range(0, n + 1).Select(i => h[(i * (n + 1)) + j]));
            Assert.All(Enumerable.Range(0, n + 1), i => Assert.Equal(h[(i * (n + 1)) + j], h[(j * (n + 1)) + i], 1e-12));
        }
    }

    [Fact]
    public void Destinations_are_added_to_or_left_out()
    {
        double[] x = [1, 2, 3, 4, 5], dX = new double[5], h = new double[36], sums = [.. Enumerable.Repeat(1.0, 5)], added = [.. Enumerable.Repeat(2.0, 36)];
        MatrixPrograms.ChainHessian(x, 3, dX, out double dScale, h);
        MatrixPrograms.ChainHessian(x, 3, sums, out double again, added, accumulate: true);
        Near([.. dX.Select(d => d + 1)], sums);
        Near([.. h.Select(e => e + 2)], added);
        Assert.Equal(dScale, again);
        MatrixPrograms.ChainHessian(x, 3, default, out again, added);
        Assert.Equal(h, added);
        Assert.Equal(dScale, again);
        MatrixPrograms.ChainHessian(x, 3, sums, out again, default);
        Assert.Equal(dX, sums);
        Assert.Equal(dScale, again);
    }

    [Fact]
    public void Single_precision_and_generic_methods()
    {
        float[] x = [1, 2, 3], dX = new float[3], h = new float[9];
        Assert.Equal(36, MatrixPrograms.SingleHessian(x, dX, h));
        Assert.Equal([12, 12, 27, 12, 12, 0, 27, 0, 18], h);
        double[] y = [.. Enumerable.Range(0, 6).Select(i => Math.Cos(i))], dY = new double[6], hY = new double[36], jY = new double[6];
        MatrixPrograms.GenericHessian<double>(y, dY, hY);
        MatrixPrograms.GenericJacobian<double>(y, jY);
        Near(dY, jY);
        Assert.Equal("Jacobians and Hessians are computed in float and double, not in System.Half.", Assert.Throws<NotSupportedException>(() => MatrixPrograms.GenericJacobian<Half>([], [])).Message);
    }

    [Fact]
    public void Of_structs_and_arrays_of_every_shape_rows_and_columns_follow_their_numbers()
    {
        Spring[] springs = [new() { Length = 2, Scale = 3, Stiffness = 5 }, new() { Length = 1, Scale = 2, Stiffness = 4 }];
        var last = new Spring { Length = 3, Scale = 2, Stiffness = 7 };
        double[,] weights = { { 1, 2 }, { 3, 4 } }, dWeights = new double[2, 2];
        double[][] rows = [[5], [6, 7]], dRows = [[0], [0, 0]];
        var dSprings = new Spring.Gradient[2];

        // Length and stiffness of two springs, of the last one; four weights; three numbers in rows.
        const int N = 4 + 2 + 4 + 3;
        double[] h = new double[N * N];
        MatrixPrograms.SpringsHessian(springs, last, weights, rows, dSprings, out var dLast, dWeights, dRows, h);
        Assert.Equal(2 * 7 * 3 * 2 * 3, dLast.Length);
        Assert.Equal(5 * 2 * 2 * 3 * 2 * 5, dRows[1][0] - (4 * 1 * 1 * 2 * 2 * 5));
        double At(int i, int j) => h[(i * N) + j];
        Assert.Equal(2 * 5 * 3 * 2 * 6 * 5, At(0, 0));
        Assert.Equal(2 * 2 * 3 * 2 * 6 * 5, At(0, 1));
        Assert.Equal(0, At(0, 2));
        Assert.Equal(2 * 1 * 2 * 2 * 6 * 5, At(3, 2));
        Assert.Equal(2 * 7 * 2 * 3, At(4, 4));
        Assert.Equal(2 * 7 * 3 * 2, At(4, 6 + 2));
        Assert.Equal(3 * 3 * 2, At(5, 6 + 2));
        Assert.Equal((5 * 2 * 2 * 3 * 2) + (4 * 1 * 1 * 2 * 2), At(10, 11));
        Assert.Equal(0, At(12, 12));
        for (int i = 0; i < N; i++)
        {
            Assert.All(Enumerable.Range(0, N), j => Assert.Equal(At(i, j), At(j, i), 1e-12));
        }
    }

    [Fact]
    public void The_Jacobian_of_a_span_that_is_written()
    {
        double[] p = [2, 0.5, 1], t = [0, 1, 2, 3, 4], r = new double[5], j = new double[15], own = new double[25];
        MatrixPrograms.ResidualsJacobian(p, t, r, j, default);
        for (int i = 0; i < 5; i++)
        {
            double e = Math.Exp(-0.5 * t[i]);
            Assert.Equal((2 * e) + 1, r[i]);
            Near([e, -2 * t[i] * e, 1], j[(3 * i)..((3 * i) + 3)]);
        }

        // What stood there before has no part in it.
        MatrixPrograms.ResidualsJacobian(p, t, r, default, own);
        Assert.Equal(new double[25], own);
    }

    [Fact]
    public void Every_output_has_a_row_in_order()
    {
        double[] jX = new double[2], jY = new double[2];
        var (radius, angle, quadrant) = MatrixPrograms.PolarJacobian(3, 4, jX, jY);
        Assert.Equal((5, Math.Atan2(4, 3), 1), (radius, angle, quadrant));
        Near([0.6, -4 / 25.0], jX);
        Near([0.8, 3 / 25.0], jY);
        double x = 2;
        double[] jOld = new double[3], jAngle = new double[3];
        Assert.Equal(4, MatrixPrograms.RotateJacobian(ref x, 0.3, out double y, jOld, jAngle));
        Assert.Equal((2 * Math.Cos(0.3), 2 * Math.Sin(0.3)), (x, y));
        Near([4, Math.Cos(0.3), Math.Sin(0.3)], jOld);
        Near([0, -2 * Math.Sin(0.3), 2 * Math.Cos(0.3)], jAngle);
    }

    [Fact]
    public void What_is_written_in_place_starts_each_sweep_from_what_it_was()
    {
        const int N = 19;
        double[] state = [.. Enumerable.Range(1, N).Select(i => (double)i)], start = [.. state], plain = [.. state], jState = new double[N * N];
        float[] jRate = new float[N];
        MatrixPrograms.StepJacobian(state, 0.5f, jState, jRate);
        MatrixPrograms.Step(plain, 0.5f);
        Assert.Equal(plain, state);
        for (int i = 0; i < N; i++)
        {
            Assert.Equal((float)start[(i + 1) % N], jRate[i]);
            Assert.Equal(Enumerable.Range(0, N).Select(j => j == i ? 1.0 : j == (i + 1) % N ? 0.5 : 0), jState[(i * N)..((i + 1) * N)]);
        }

        double[] x = new double[N], jX = new double[N];
        int[] visits = [.. Enumerable.Range(0, N)];
        MatrixPrograms.CountedJacobian(x, visits, jX);
        Assert.Equal(Enumerable.Range(0, N).Select(i => (double)i), jX);
        Assert.Equal(Enumerable.Range(1, N), visits);
    }

    [Fact]
    public void The_Jacobian_of_an_array_that_comes_out()
    {
        double[] j = new double[4];
        Assert.Equal([2, 4, 8, 16], MatrixPrograms.PowersJacobian(2, 4, j));
        Assert.Equal([1, 4, 12, 32], j);
        var e = Assert.Throws<ArgumentException>(() => MatrixPrograms.PowersJacobian(2, 5, j));
        Assert.Equal("'jX' must have 5 elements, 5 rows of 1, or be empty, but has 4. (Parameter 'jX')", e.Message);
    }

    [Fact]
    public void Wrong_sizes_and_shared_memory_are_refused_before_anything_is_written()
    {
        double[] x = [1, 2, 3], dX = new double[3], h = new double[16], p = [2, 0.5, 1], t = [0, 1], r = [7, 7];
        var e = Assert.Throws<ArgumentException>(() => MatrixPrograms.ChainHessian(x, 3, dX, out _, new double[9]));
        Assert.Equal("'hessian' must have 16 elements, 4 rows of 4, or be empty, but has 9. (Parameter 'hessian')", e.Message);
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ChainHessian(x, 3, new double[2], out _, h));
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ChainHessian(x, 3, x, out _, h));
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ChainHessian(h.AsSpan(0, 3), 3, dX, out _, h));
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ChainHessian(x, 3, h.AsSpan(0, 3), out _, h));
        e = Assert.Throws<ArgumentException>(() => MatrixPrograms.ResidualsJacobian(p, t, r, new double[5], default));
        Assert.Equal("'jP' must have 6 elements, 2 rows of 3, or be empty, but has 5. (Parameter 'jP')", e.Message);
        double[] shared = new double[8];
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ResidualsJacobian(p, t, shared.AsSpan(0, 2), shared.AsSpan(1, 6), default));
        Assert.Throws<ArgumentException>(() => MatrixPrograms.ResidualsJacobian(p, t, r, shared.AsSpan(0, 6), shared.AsSpan(4, 4)));
        Assert.Throws<ArgumentNullException>(() => MatrixPrograms.ResidualsJacobian(p, null!, r, default, default));
        Assert.Equal([7, 7], r);
        Assert.Equal(new double[16], h);
        Assert.Equal(new double[8], shared);
        Assert.Equal([1, 2, 3], x);
    }

    [Fact]
    public void Names_that_are_taken_stay_free()
    {
        double[] a = [2], dA = new double[1], h = new double[36], j = new double[1];
        MatrixPrograms.RunHessian(a, 3, 5, 7, 11, 13, dA, out double dFirst, out _, out _, out _, out double dV, h);
        Assert.Equal(3.0 * 5 * 7 * 11 * 169, dA[0]);
        Assert.Equal(2.0 * 3 * 5 * 7 * 11 * 26, dV);
        Assert.Equal(5.0 * 7 * 11 * 169, h[1]);
        double value = MatrixPrograms.RunJacobian_(a, 3, 5, 7, 11, 13, j, default, default, default, default, default);
        Assert.Equal(MatrixPrograms.Run(a, 3, 5, 7, 11, 13), value);
        Assert.Equal(dA, j);
        Assert.Equal(2.0 * 5 * 7 * 11 * 169, dFirst);
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-11 * (1 + Math.Abs(p.First))));
    }
}
