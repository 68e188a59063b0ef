namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>Programs over arrays and spans, as text: what makes each hard is in its name.</summary>
internal static class ForwardArrayPrograms
{
    public const string Text = """
        public static partial class OnArrays
        {
            [Differentiable, At]
            public static double ReadThroughAnIndex([Sizes(5)] double[] a, [Values(3, 1, 3, 0)] int[] index)
            {
                double sum = 0;
                foreach (int i in index)
                {
                    sum += a[i] * a[i + 1];
                }

                return sum;
            }

            [Differentiable, At]
            public static double ARecurrenceInPlace([Sizes(5)] double[] a, double r)
            {
                for (int i = 1; i < a.Length; i++)
                {
                    a[i] = r * a[i - 1] + a[i] * a[i];
                }

                return a[a.Length - 1] * a[2];
            }

            [Differentiable, At]
            public static double DuplicateIndices([Sizes(4)] Span<double> a, [Values(0, 2, 0, 2, 2)] int[] index, double x)
            {
                foreach (int i in index)
                {
                    a[i] += x * a[(i + 1) % a.Length];
                }

                return a[0] * a[2];
            }

            [Differentiable, At]
            public static double ASwap([Sizes(3)] Span<double> a)
            {
                (a[0], a[2]) = (a[2], a[0] * a[1]);
                return a[0] * a[0] + a[2];
            }

            [Differentiable, At]
            public static double AnArrayOfItsOwn([Sizes(4)] double[] a)
            {
                var squares = new double[a.Length];
                for (int i = 0; i < a.Length; i++)
                {
                    squares[i] = a[i] * a[i];
                }

                double product = 1;
                foreach (double s in squares)
                {
                    product *= s;
                }

                return product;
            }

            [Differentiable, At]
            public static double AnArrayInEveryIteration([Sizes(4)] double[] a)
            {
                double sum = 0;
                for (int k = 0; k < 3; k++)
                {
                    var buffer = new double[a.Length];
                    for (int i = 0; i < a.Length; i++)
                    {
                        buffer[i] = a[i] * (k + 1) + sum;
                    }

                    sum = buffer[0] * buffer[3];
                }

                return sum;
            }

            [Differentiable, At]
            public static double OverlappingSlices([Sizes(6)] double[] a)
            {
                Span<double> left = a.AsSpan(0, 4), right = a.AsSpan(2, 4);
                for (int i = 0; i < 4; i++)
                {
                    left[i] = right[i] * left[i];
                }

                return left[3] * right[1] + right[3];
            }

            [Differentiable, At]
            public static double ASliceOfSomethingReadOnly([Sizes(4)] ReadOnlySpan<double> a, double x)
            {
                ReadOnlySpan<double> tail = a.Slice(1);
                double sum = 0;
                for (int i = 0; i < tail.Length; i++)
                {
                    sum += tail[i] * a[i] * x;
                }

                return sum;
            }

            [Differentiable, At(Low = 0.1), At(Low = -1.5, High = -0.1)]
            public static double AnEarlyReturnFromALoop([Sizes(4)] double[] a)
            {
                double product = 1;
                for (int i = 0; i < a.Length; i++)
                {
                    product *= a[i];
                    if (product < 0)
                    {
                        return product * a[3];
                    }
                }

                return product;
            }

            [Differentiable, At]
            public static double StoredAndOverwritten([Sizes(2)] double[] a, double x)
            {
                double[] store = new double[1];
                store[0] = x * a[0];
                double before = store[0];
                store[0] = 3;
                return before * store[0] + a[1] * x;
            }

            [Differentiable, At(0.5, 0.25)]
            public static double ATridiagonalSolve([Sizes(5)] double[] b, double diagonal)
            {
                int n = b.Length;
                var c = new double[n];
                var d = new double[n];
                c[0] = 1 / (diagonal + 3);
                d[0] = b[0] / (diagonal + 3);
                for (int i = 1; i < n; i++)
                {
                    double m = diagonal + 3 - c[i - 1];
                    c[i] = 1 / m;
                    d[i] = (b[i] - d[i - 1]) / m;
                }

                double sum = d[n - 1];
                for (int i = n - 2; i >= 0; i--)
                {
                    d[i] -= c[i] * d[i + 1];
                    sum += d[i] * d[i];
                }

                return sum;
            }
        }
        """;
}
