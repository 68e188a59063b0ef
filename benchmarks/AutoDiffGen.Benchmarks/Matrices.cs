using AutoDiffGen.Benchmarks.Workloads;

namespace AutoDiffGen.Benchmarks;

/// <summary>A whole Jacobian or Hessian in one call, beside one call of a pushforward or product for each column.</summary>
internal static class Matrices
{
    public static void Run(TextWriter output)
    {
        output.WriteLine($"{"",-36} {"columns",7} {"function",10} {"matrix",10} {"one by one",11} {"ratio",6}");
        var random = new Random(3);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        void Row(string name, int columns, Func<double> function, Func<double> matrix, Func<double> columnsOneByOne)
        {
            double[] times = Quick.Measure([function, matrix, columnsOneByOne]);
            output.WriteLine($"{name,-36} {columns,7} {times[0],7:F3} us {times[1],7:F2} us {times[2],8:F2} us {times[2] / times[1],6:F2}");
        }

        var small = new double[4];
        Row("Hessian, Rosenbrock", 2, () => MatrixFunctions.Rosenbrock(1.2, 0.7), () => MatrixFunctions.RosenbrockHessian(1.2, 0.7, out _, out _, small), () =>
        {
            MatrixFunctions.RosenbrockHessianVectorProduct(1.2, 0.7, 1, 0, out _, out _, out small[0], out small[1]);
            return MatrixFunctions.RosenbrockHessianVectorProduct(1.2, 0.7, 0, 1, out _, out _, out small[2], out small[3]);
        });
        foreach (int n in new[] { 4, 32, 33 })
        {
            double[] x = Numbers(n), dX = new double[n], h = new double[n * n], t = new double[n], points = Numbers(100 * (n - 1)), labels = Numbers(100);
            double Columns(Func<int, double> column)
            {
                double value = 0;
                for (int j = 0; j < n; j++)
                {
                    t[j] = 1;
                    value = column(j);
                    t[j] = 0;
                }

                return value;
            }

            Row("Hessian, Rosenbrock chain", n, () => MatrixFunctions.Chain(x), () => MatrixFunctions.ChainHessian(x, dX, h),
                () => Columns(j => MatrixFunctions.ChainHessianVectorProduct(x, t, dX, h.AsSpan(j * n, n))));
            Row("Hessian, logistic regression", n, () => MatrixFunctions.Logistic(x, points, labels), () => MatrixFunctions.LogisticHessian(x, points, labels, dX, h),
                () => Columns(j => MatrixFunctions.LogisticHessianVectorProduct(x, points, labels, t, dX, h.AsSpan(j * n, n))));
        }

        foreach (int n in new[] { 3, 9 })
        {
            double[] p = Numbers(n), t = Numbers(200), measured = Numbers(200), r = new double[200], j = new double[200 * n], direction = new double[n], tangents = new double[200];
            Row("Jacobian, 200 residuals of peaks", n,
                () =>
                {
                    MatrixFunctions.Peaks(p, t, measured, r);
                    return r[0];
                },
                () =>
                {
                    MatrixFunctions.PeaksJacobian(p, t, measured, r, j, default);
                    return r[0];
                },
                () =>
                {
                    for (int k = 0; k < n; k++)
                    {
                        direction[k] = 1;
                        MatrixFunctions.PeaksPushforward(p, t, measured, r, direction, tangents);
                        direction[k] = 0;
                        for (int i = 0; i < tangents.Length; i++)
                        {
                            j[(i * n) + k] = tangents[i];
                        }
                    }

                    return r[0];
                });
        }
    }
}
