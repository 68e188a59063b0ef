using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>Methods that reduce spans by the library's functions.</summary>
public static partial class Reductions
{
    [Differentiable]
    public static double OfOne(double[] x, int which) => which switch
    {
        0 => TensorPrimitives.Sum<double>(x),
        1 => TensorPrimitives.Average<double>(x),
        2 => TensorPrimitives.SumOfSquares<double>(x),
        3 => TensorPrimitives.SumOfMagnitudes<double>(x),
        4 => TensorPrimitives.Norm<double>(x),
        5 => TensorPrimitives.StdDev<double>(x),
        6 => TensorPrimitives.Product<double>(x),
        7 => TensorPrimitives.Max<double>(x),
        8 => TensorPrimitives.Min<double>(x),
        9 => TensorPrimitives.MaxMagnitude<double>(x),
        10 => TensorPrimitives.MinMagnitude<double>(x),
        11 => TensorPrimitives.MaxNumber<double>(x),
        12 => TensorPrimitives.MinNumber<double>(x),
        13 => TensorPrimitives.MaxMagnitudeNumber<double>(x),
        _ => TensorPrimitives.MinMagnitudeNumber<double>(x),
    };

    [Differentiable]
    public static double OfTwo(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int which) => which switch
    {
        0 => TensorPrimitives.Dot(x, y),
        1 => TensorPrimitives.Distance(x, y),
        2 => TensorPrimitives.CosineSimilarity(x, y),
        3 => TensorPrimitives.ProductOfSums(x, y),
        _ => TensorPrimitives.ProductOfDifferences(x, y),
    };

    // The overloads for float have no type parameter.
    [Differentiable]
    public static float Single(float[] x, float[] y) => TensorPrimitives.Dot(x, y) / (1 + TensorPrimitives.SumOfSquares(x)) + TensorPrimitives.Max(y) * TensorPrimitives.Norm(x);

    [Differentiable]
    public static T Generic<T>(ReadOnlySpan<T> x, T y)
        where T : IFloatingPointIeee754<T> => TensorPrimitives.Sum(x) * y + TensorPrimitives.Norm(x);

    /// <summary>Rows of a matrix against a vector, a row at a time, and a buffer that is overwritten in between.</summary>
    [Differentiable]
    public static double Rows(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector)
    {
        var row = new double[vector.Length];
        double sum = 0;
        for (int i = 0; i < matrix.Length / vector.Length; i++)
        {
            var part = matrix.Slice(i * vector.Length, vector.Length);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] += part[j] * vector[j];
            }

            sum += TensorPrimitives.Dot(part, vector) * TensorPrimitives.Sum<double>(row);
        }

        return sum;
    }

    /// <summary>An array that each step makes anew, and one that each step makes for itself.</summary>
    [Differentiable]
    public static double Chained(double x, double y, int steps)
    {
        double[] a = [x, y];
        double n = 0;
        for (int i = 0; i < steps; i++)
        {
            n += TensorPrimitives.Norm<double>(a);
            a = [n, a[0]];
            double[] own = [n, x];
            n += TensorPrimitives.Dot<double>(own, a);
        }

        return n;
    }

    // Sums of whole numbers have no derivative, and need none.
    [Differentiable]
    public static double Counted(double x, int[] counts) => x * TensorPrimitives.Sum<int>(counts);
}

/// <summary>The same, spelled out.</summary>
public static partial class PlainReductions
{
    [Differentiable]
    public static double OfOne(double[] x, int which)
    {
        double sum = 0, squares = 0, magnitudes = 0, product = 1, max = x[0], min = x[0];
        foreach (double v in x)
        {
            sum += v;
            squares += v * v;
            magnitudes += Math.Abs(v);
            product *= v;
            max = v > max ? v : max;
            min = v < min ? v : min;
        }

        double large = x[0], small = x[0];
        double mean = sum / x.Length, deviations = 0;
        foreach (double v in x)
        {
            large = Math.Abs(v) > Math.Abs(large) ? v : large;
            small = Math.Abs(v) < Math.Abs(small) ? v : small;
            deviations += (v - mean) * (v - mean);
        }

        return which switch
        {
            0 => sum,
            1 => mean,
            2 => squares,
            3 => magnitudes,
            4 => Math.Sqrt(squares),
            5 => Math.Sqrt(deviations / x.Length),
            6 => product,
            7 or 11 => max,
            8 or 12 => min,
            9 or 13 => large,
            _ => small,
        };
    }

    [Differentiable]
    public static double OfTwo(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int which)
    {
        double dot = 0, xx = 0, yy = 0, distance = 0, sums = 1, differences = 1;
        for (int i = 0; i < x.Length; i++)
        {
            dot += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
            distance += (x[i] - y[i]) * (x[i] - y[i]);
            sums *= x[i] + y[i];
            differences *= x[i] - y[i];
        }

        return which switch
        {
            0 => dot,
            1 => Math.Sqrt(distance),
            2 => dot / (Math.Sqrt(xx) * Math.Sqrt(yy)),
            3 => sums,
            _ => differences,
        };
    }

    [Differentiable]
    public static double Rows(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector)
    {
        var row = new double[vector.Length];
        double sum = 0;
        for (int i = 0; i < matrix.Length / vector.Length; i++)
        {
            double dot = 0, total = 0;
            for (int j = 0; j < row.Length; j++)
            {
                double m = matrix[i * vector.Length + j];
                row[j] += m * vector[j];
                dot += m * vector[j];
                total += row[j];
            }

            sum += dot * total;
        }

        return sum;
    }

    [Differentiable]
    public static double Chained(double x, double y, int steps)
    {
        double a = x, b = y;
        double n = 0;
        for (int i = 0; i < steps; i++)
        {
            n += Math.Sqrt(a * a + b * b);
            (a, b) = (n, a);
            n += n * a + x * b;
        }

        return n;
    }
}
