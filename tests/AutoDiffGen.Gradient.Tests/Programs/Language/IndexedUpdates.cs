using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Elements found by other elements, by neighbours and by tests. Each names the report it was written after.</summary>
public static partial class IndexedUpdates
{
    // JAX 9296: a product for each segment, where a segment has several factors, one or none.
    [Differentiable, At]
    public static double[] ProductsBySegment([Sizes(5)] double[] x, [Values(0, 2, 0, 2, 2)] int[] segment)
    {
        double[] products = [1, 1, 1];
        for (int i = 0; i < x.Length; i++)
        {
            products[segment[i]] *= x[i];
        }

        return products;
    }

    // A factor that is zero: what the others are multiplied with is not found by dividing.
    [Differentiable, At(0, 1.5, 2), At(0, 0, 2), At(0, 0, 0)]
    public static double ProductWithZeros([Sizes(3)] double[] x)
    {
        double product = 1;
        foreach (double v in x)
        {
            product *= v;
        }

        return product;
    }

    // JAX 8634: segments out of range are left out, in the gradient too.
    [Differentiable, At]
    public static double SegmentsOutOfRange([Sizes(5)] double[] x, [Values(2, 0, 3, 1, 0)] int[] segment)
    {
        double[] sums = new double[2];
        for (int i = 0; i < x.Length; i++)
        {
            if (segment[i] < sums.Length)
            {
                sums[segment[i]] += x[i] * x[i];
            }
        }

        return sums[0] * sums[1];
    }

    // JAX 12469: places multiplied by rows of updates, some of them twice.
    [Differentiable, At]
    public static double ScatteredProducts([Sizes(4)] double[] x, [Sizes(3, 2)] double[,] updates, [Values(0, 2, 1)] int[] at)
    {
        for (int r = 0; r < 3; r++)
        {
            for (int c = 0; c < 2; c++)
            {
                x[at[r] + c] *= updates[r, c];
            }
        }

        return x[0] + x[1] * x[2] + x[3];
    }

    // Enzyme pull request 3114: an array that is indexed by what another holds, in the inner of two loops.
    [Differentiable, At]
    public static double IndexedByAnother([Sizes(4)] double[] x, [Values(3, 0, 2, 1)] int[] next, [Values(2, 1, 3)] int[] lengths)
    {
        double sum = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            int at = i;
            double product = 1;
            for (int k = 0; k < lengths[i]; k++)
            {
                product *= x[at] + 2;
                at = next[at];
            }

            sum += product * x[at];
        }

        return sum;
    }

    // Enzyme 2002: the smallest of the neighbours, kept in an element.
    [Differentiable, At(0.3, -0.7, 0.9, 0.2, 1.1, -0.4)]
    public static double SmallestNeighbour([Sizes(6)] double[] phi)
    {
        double[] least = [phi[0]];
        double sum = 0;
        for (int i = 1; i + 1 < phi.Length; i++)
        {
            least[0] = phi[i];
            for (int d = -1; d <= 1; d++)
            {
                if (phi[i + d] <= least[0])
                {
                    least[0] = phi[i + d];
                }
            }

            sum += least[0] * phi[i];
        }

        return sum;
    }

    // Enzyme.jl 3614: three stencils, chosen by a mask at the cell and at its neighbours.
    [Differentiable, At]
    public static double StencilsByMask([Sizes(6)] double[] q, [Sizes(6)] double[] u, [Values(0, 1, 0, 0, 0, 1)] int[] solid)
    {
        double[] flux = new double[6];
        for (int i = 0; i < 6; i++)
        {
            if (solid[i] != 0)
            {
                flux[i] = 0;
            }
            else if (i == 0 || i == 5 || solid[i - 1] != 0 || solid[i + 1] != 0)
            {
                flux[i] = u[i] * q[i];
            }
            else
            {
                flux[i] = u[i] > 0 ? u[i] * (q[i] - q[i - 1]) * q[i] : u[i] * (q[i + 1] - q[i]);
            }
        }

        double sum = 0;
        for (int i = 1; i < 6; i++)
        {
            sum += (flux[i] - flux[i - 1]) * (flux[i] - flux[i - 1]);
        }

        return sum;
    }

    // Zygote 1602: the first of all is another parameter.
    [Differentiable, At(0.2, 0.5)]
    public static double AnotherParameterForTheFirst(double a, double d)
    {
        double sum = 0;
        for (int i = 1; i <= 3; i++)
        {
            double v = i == 1 ? a : d;
            sum += v * i;
        }

        return sum;
    }

    // Tangent 31: the sum of an upper triangle.
    [Differentiable, At]
    public static double UpperTriangle([Sizes(3, 4)] double[,] x)
    {
        double sum = 0;
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = i; j < x.GetLength(1); j++)
            {
                sum = sum + x[i, j] * x[i, i];
            }
        }

        return sum;
    }

    // Tangent 62 and 59: a row against a row, and a vector against a vector, through slices.
    [Differentiable, At]
    public static double RowAgainstRow([Sizes(6)] double[] x, [Sizes(6)] double[] y, [Sizes(3)] double[] z)
    {
        ReadOnlySpan<double> first = x.AsSpan(0, 3), second = y.AsSpan(3);
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += first[i] * second[i] + z[i] * z[2 - i];
        }

        return sum;
    }

    // Tangent 56: each round makes the value anew, and only the last remains.
    [Differentiable, At]
    public static double OnlyTheLastRoundRemains([Sizes(4)] double[] x)
    {
        double r = 0;
        for (int f = 0; f < x.Length; f++)
        {
            r = x[f] * x[0];
        }

        return r;
    }

    // Tangent 66: the largest is found by tests, subtracted, and added again.
    [Differentiable, At(1, 2, 3, 4), At(4, 1, 3, 2)]
    public static double LogSumExpWithASearch([Sizes(4)] double[] a)
    {
        double result = 0, largest = a[0];
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > largest)
            {
                largest = a[i];
            }
        }

        for (int i = 0; i < a.Length; i++)
        {
            result += Math.Exp(a[i] - largest);
        }

        return Math.Log(result) + largest;
    }

    // Enzyme pull request 1902: a rotation by an axis and an angle, whose axis is scaled into an array first.
    [Differentiable, At(0.4, -0.3, 0.8, 1.2, 0.5, -0.7), At(0, 0, 0, 1.2, 0.5, -0.7, Kink = true)]
    public static double Rodrigues([Sizes(3)] double[] rotation, [Sizes(3)] double[] point)
    {
        double squares = 0;
        for (int i = 0; i < 3; i++)
        {
            squares += rotation[i] * rotation[i];
        }

        double[] w = new double[3];
        double[] turned = new double[3];
        if (squares != 0)
        {
            double theta = Math.Sqrt(squares), inverse = 1 / theta, cos = Math.Cos(theta), sin = Math.Sin(theta), along = 0;
            for (int i = 0; i < 3; i++)
            {
                w[i] = rotation[i] * inverse;
                along += w[i] * point[i];
            }

            for (int i = 0; i < 3; i++)
            {
                int j = (i + 1) % 3, k = (i + 2) % 3;
                turned[i] = point[i] * cos + (w[j] * point[k] - w[k] * point[j]) * sin + w[i] * (1 - cos) * along;
            }
        }
        else
        {
            for (int i = 0; i < 3; i++)
            {
                int j = (i + 1) % 3, k = (i + 2) % 3;
                turned[i] = point[i] + rotation[j] * point[k] - rotation[k] * point[j];
            }
        }

        return turned[0] * turned[1] + turned[2];
    }
}
