using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>What is infinite or not a number on a side that is not taken, or in a value that nobody needs. Each names the report it was written after.</summary>
public static partial class NotTaken
{
    // Clad 1108: the reverse of an unused value put its NaN into everything.
    [Differentiable, At(5, 3)]
    public static double UnusedValueOutOfItsDomain(double c, double a)
    {
        double unused = Math.Acos(-c / a);
        return 2 * c * c * a;
    }

    // Enzyme.jl 554: a root of a negative number that stands behind a test.
    [Differentiable, At(1.2, 0.4), At(-1.2, 0.4)]
    public static double RootBehindATest(double a, double b)
    {
        for (int i = 0; i < 2; i++)
        {
            double c = -1;
            if (a < 0)
            {
                double root = Math.Pow(-a, 0.25);
                c = 2 * Math.Log(root) - 1;
            }

            b = b / c + a;
        }

        return b * b;
    }

    // JAX 475: the logarithm of the side that is masked away.
    [Differentiable, At(0.5, -0.5, 0, 2, Kink = true)]
    public static double LogarithmThatIsMasked([Sizes(4)] double[] x)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += v > 0 ? Math.Log(v) : 0;
        }

        return sum;
    }

    // JAX 3058: the length of a vector that is zero, guarded.
    [Differentiable, At(0, 0, 0, Kink = true), At(3, 4, 12)]
    public static double LengthThatMayBeZero([Sizes(3)] double[] x)
    {
        double squares = 0;
        foreach (double v in x)
        {
            squares += v * v;
        }

        return squares == 0 ? x[0] : Math.Sqrt(squares);
    }

    // JAX 7440: the derivative of a power by its exponent at base 0, where the exponent is a variable.
    [Differentiable, At(0, 2, Kink = true), At(1.5, 2.5), At(0, 1, Kink = true)]
    public static double PowerOfZero(double x, double y) => Math.Pow(x, y) + x * y;

    // JAX 8128: a deviation over the elements that are numbers.
    [Differentiable, At(double.NaN, 1, 2, 4, Kink = true), At(1, 2, 4, double.NaN, Kink = true)]
    public static double DeviationOfWhatIsANumber([Sizes(4)] double[] x)
    {
        double sum = 0;
        int count = 0;
        foreach (double v in x)
        {
            if (!double.IsNaN(v))
            {
                sum += v;
                count++;
            }
        }

        double mean = sum / count, squares = 0;
        foreach (double v in x)
        {
            squares += double.IsNaN(v) ? 0 : (v - mean) * (v - mean);
        }

        return Math.Sqrt(squares / count);
    }

    // JAX 13600: the larger of two numbers, one of which has an infinite derivative.
    [Differentiable, At(0, 1.5, Kink = true), At(2, 1.5)]
    public static double LargerOfTwoWithAnInfiniteSlope(double x, double y)
    {
        double a = y, b = x * x;
        double largest = a;
        if (b > largest)
        {
            largest = Math.Sqrt(b) * b;
        }

        return largest * y;
    }

    // JAX 764: tanh where its derivative is smaller than the smallest number.
    [Differentiable, At(0.5, 300), At(-400, 2), At(0, 1)]
    public static double SaturatedTanh(double x, double y) => Math.Tanh(x) * y + Math.Tanh(x * y);

    // JAX 5054: sin(x)/x with its series near zero, whose second derivative there is -1/3.
    [Differentiable, At(0), At(1e-6, Kink = true), At(1.2)]
    public static double CardinalSine(double x) => Math.Abs(x) < 1e-4 ? 1 - x * x / 6 + x * x * x * x / 120 : Math.Sin(x) / x;

    // Zygote 724: only the largest elements count, and the comparison carries nothing.
    [Differentiable, At(0.3, 1.2, -0.4)]
    public static double OnlyTheLargest([Sizes(3)] double[] x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        double sum = 0;
        foreach (double v in x)
        {
            sum += v == largest ? v * v : 0;
        }

        return sum;
    }

    // JAX 7205: an infinite intermediate that is divided away on the other side only.
    [Differentiable, At(800, 1, Kink = true), At(2, 1)]
    public static double OverflowOnTheOtherSide(double x, double y)
    {
        if (x > 700)
        {
            return x * y;
        }

        double e = Math.Exp(x);
        return e / (1 + e) * y;
    }

    // Zygote 265: statements after a return.
    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double StatementsAfterAReturn(double x, double y)
    {
        double z = x * y;
        if (x > 0)
        {
            return z * z;
        }
        else
        {
            return z - x;
        }

#pragma warning disable CS0162
        z = Math.Log(z);
        return z;
#pragma warning restore CS0162
    }
}
