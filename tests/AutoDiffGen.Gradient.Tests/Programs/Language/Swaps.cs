using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Swaps of locals, of elements and of rows; sorting by value.</summary>
public static partial class Swaps
{
    [Differentiable, At(0.7, 1.3)]
    public static double OfLocals(double x, double y)
    {
        double a = x * x, b = y;
        (a, b) = (b, a);
        (a, b) = (a * b, a - b);
        return a * b + a;
    }

    [Differentiable, At(0.7, 1.3, -0.4)]
    public static double InARing(double x, double y, double z)
    {
        for (int i = 0; i < 4; i++)
        {
            (x, y, z) = (y * z, z + x, x);
        }

        return x * y * z;
    }

    [Differentiable, At]
    public static double OfElements([Sizes(4)] double[] a, double x)
    {
        (a[0], a[3]) = (a[3] * x, a[0]);
        (a[1], a[0]) = (a[0], a[1]);
        return a[0] * a[0] + a[1] * a[3] + a[2];
    }

    [Differentiable, At(0.5, 1.5, -0.7, 1, 1), At(0.5, 1.5, -0.7, 0, 2)]
    public static double OfOneElementWithItself([Sizes(3)] double[] a, int i, int j)
    {
        (a[i], a[j]) = (a[j] * 2, a[i] * 3);
        return a[0] * a[1] + a[2] * a[2];
    }

    [Differentiable, At(3, -1, 2.5, 0.5, 1.75)]
    public static double BubbleSort([Sizes(5)] double[] a)
    {
        for (int end = a.Length - 1; end > 0; end--)
        {
            for (int i = 0; i < end; i++)
            {
                if (a[i] > a[i + 1])
                {
                    (a[i], a[i + 1]) = (a[i + 1], a[i]);
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * a[i] * (i + 1);
        }

        return sum;
    }

    [Differentiable, At(3, -1, 2.5, 0.5, 1.75)]
    public static void InsertionSort([Sizes(5)] double[] a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            double key = a[i];
            int j = i - 1;
            while (j >= 0 && a[j] > key)
            {
                a[j + 1] = a[j];
                j--;
            }

            a[j + 1] = key;
        }
    }

    [Differentiable, At]
    public static double ThroughATemporary([Sizes(4)] double[] a)
    {
        for (int i = 0; i < a.Length / 2; i++)
        {
            double t = a[i];
            a[i] = a[a.Length - 1 - i];
            a[a.Length - 1 - i] = t * t;
        }

        return a[0] * a[1] * a[2] + a[3];
    }

    [Differentiable, At]
    public static double ElementAgainstLocal([Sizes(3)] double[] a, double x)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (x, a[i]) = (a[i] * x, x);
        }

        return x * a[0] * a[1] * a[2];
    }

    [Differentiable, At]
    public static double TheIndexMovesInTheSwap([Sizes(4)] double[] a)
    {
        int i = 0;
        (a[i++], a[i++]) = (a[i] * 2, a[i + 1] * 3);
        return a[0] * a[1] * a[2] * a[3] + i;
    }
}
