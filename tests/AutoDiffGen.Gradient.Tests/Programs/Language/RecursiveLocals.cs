using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Local functions that call themselves or each other, and use what stands around them.</summary>
public static partial class RecursiveLocals
{
    [Differentiable, At(1.2, -0.4)]
    public static double CapturedAndAssigned(double x, double y)
    {
        double total = 0;
        double Power(double b, int n) => n == 0 ? 1 : b * Power(b, n - 1);
        void Collect(int depth, double weight)
        {
            if (depth == 0)
            {
                total += weight * x;
                return;
            }

            Collect(depth - 1, weight * 0.5 * y);
            Collect(depth - 1, weight * x);
        }

        Collect(3, y);
        return Power(x, 3) * total;
    }

    [Differentiable, At]
    public static double EachOtherInALoop(double x, [Sizes(4)] double[] a)
    {
        int calls = 0;
        bool Even(int n)
        {
            calls++;
            return n == 0 || Odd(n - 1);
        }

        bool Odd(int n) => n != 0 && Even(n - 1);
        double Up(double v, int n) => n <= 0 ? v : Down(v * x, n - 1);
        double Down(double v, int n) => n <= 0 ? v : Up(v + a[n], n - 2);
        double sum = Even(4) ? x : a[0];
        for (int i = 0; i < 2; i++)
        {
            sum += Up(a[i], 2 + i);
        }

        return sum * calls;
    }

    [Differentiable, At]
    public static double FillsAnArrayByHalves([Sizes(5)] double[] a)
    {
        var b = new double[a.Length];
        void Fill(int low, int high, double scale)
        {
            if (high - low <= 1)
            {
                b[low] = a[low] * scale;
                return;
            }

            int middle = (low + high) / 2;
            Fill(low, middle, scale * a[middle]);
            Fill(middle, high, scale + 1);
        }

        Fill(0, a.Length, 1);
        double sum = 0;
        foreach (double v in b)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double ByReference(double x, double y)
    {
        static void Step(ref double v, int n, out double last)
        {
            last = v;
            if (n > 0)
            {
                v *= v + 0.1;
                Step(ref v, n - 1, out last);
            }
        }

        double z = x * y;
        Step(ref z, 2, out double end);
        return z + end * x;
    }
}
