using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Loops and tests inside one another that end at different places. Each names the report it was written after.</summary>
public static partial class NestsThatEnd
{
    // Enzyme 1392 and pull request 1430: one place after two loops, reached from the inner and from the outer.
    [Differentiable, At(0.4, 0.3), At(1.4, 0.9), At(0.9, 2.5)]
    public static double OnePlaceAfterTwoLoops(double x, double y)
    {
        double r = x;
        bool done = false;
        for (int i = 0; i < 4 && !done; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                r = r * y + x;
                if (r > 6)
                {
                    done = true;
                    break;
                }
            }

            if (r < 0.6 && i == 2)
            {
                break;
            }

            r += i * y;
        }

        return r * r;
    }

    // Enzyme 2629: a test on an active value, made only under a test on a held one.
    [Differentiable, At(0.5, 1.2), At(-0.5, 1.2)]
    public static double ActiveTestUnderAHeldOne(double radius, double x, [Values(1, 0, 1, 0)] int[] fan)
    {
        double sum = 0;
        for (int i = 0; i < fan.Length; i++)
        {
            if (fan[i] != 0)
            {
                double r = radius * (i + 1) - x * 0.5;
                if (r > 0)
                {
                    sum += r * r;
                }
                else
                {
                    sum -= r;
                }
            }

            sum *= x;
        }

        return sum;
    }

    // Enzyme 2834: a nest of guards, the innermost of which uses what the outer ones computed.
    [Differentiable, At(0.9, 0.8, 0.7), At(0.9, -0.8, 0.7), At(-0.9, 0.8, 0.7), At(0.9, 0.8, -0.7)]
    public static double NestOfGuards([Sizes(3)] double[] s)
    {
        double r = 1;
        if (s[0] > 0)
        {
            double a = s[0] * s[1];
            if (a > 0)
            {
                double b = Math.Sqrt(a) * s[2];
                if (b > 0)
                {
                    r = a * b;
                }
                else
                {
                    r -= b;
                }
            }
            else
            {
                r += a * s[2];
            }
        }

        return r * s[0];
    }

    // Clad 1019: a foreach that may break, over an array of one.
    [Differentiable, At(0.7), At(-0.7)]
    public static double ForeachThatMayBreak(double x)
    {
        double[] a = [x, x * x];
        double r = 1;
        foreach (double v in a)
        {
            if (v < 0)
            {
                break;
            }

            r *= v;
        }

        return r;
    }

    // Clad pull request 833: continue, in a loop that also breaks.
    [Differentiable, At(0.7, 5), At(1.7, 5)]
    public static double ContinueAndBreak(double x, int n)
    {
        double res = 0;
        for (int i = 0; i < n; i++)
        {
            double t = x * i + res;
            if (i == 1)
            {
                continue;
            }

            if (t > 6)
            {
                res *= t;
                break;
            }

            res += t * x;
        }

        return res;
    }

    // Clad 1436: a for without an increment, and one without anything.
    [Differentiable, At(0.7, 4)]
    public static double ForWithoutItsParts(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n;)
        {
            r *= x + i;
            i += 2;
        }

        for (; ;)
        {
            r += x;
            if (--n < 2)
            {
                break;
            }
        }

        return r * r;
    }

    // Tangent 54: break in one branch and continue in the other.
    [Differentiable, At(0.3, 0.9, -0.4, 1.4, 0.2), At(0.3, -0.9, 0.4, 0.5, 0.2)]
    public static double BreakHereContinueThere([Sizes(5)] double[] a)
    {
        double sum = 0, last = 1;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 1)
            {
                sum *= a[i];
                break;
            }
            else if (a[i] < 0)
            {
                last = a[i];
                continue;
            }

            sum += a[i] * last;
        }

        return sum + last;
    }

    // Zygote 242: an alternating series that returns out of the loop once a term is small.
    [Differentiable, At(1.0), At(0.1), At(2.5)]
    public static double SeriesThatReturnsEarly(double x)
    {
        double t = 0, sign = -1, factorial = 1;
        for (int i = 1; i < 20; i++)
        {
            factorial *= i;
            if (i % 2 == 1)
            {
                double term = Math.Pow(x, i) / factorial;
                if (Math.Abs(term) < 1e-8)
                {
                    return t;
                }

                sign = -sign;
                t += sign * term;
            }
        }

        return t;
    }

    // Zygote 796: a ratio of two sums whose variables move up by one each round, until they agree.
    [Differentiable, At(0.75, 0.3, 0.6, Tolerance = 1e-11)]
    public static double RatioUntilItSettles(double z, double a, double b)
    {
        double previous = 1, sum = 1 + a / b * z, term = a / b * z;
        int n = 1;
        while (Math.Abs(sum - previous) > 1e-10 * Math.Abs(sum) && n < 60)
        {
            term *= (a + n) / (b + n) * z / (n + 1);
            (previous, sum) = (sum, sum + term);
            n++;
        }

        return sum;
    }

    // JAX 650, 4473 and 8239: steps until a time that is a parameter, with a last shorter one.
    [Differentiable, At(0.2, 1.05, 0.7), At(0.2, 0.05, 0.7), At(0.2, 0, 0.7, Kink = true)]
    public static double StepsUntilATime(double y, double until, double rate)
    {
        double t = 0;
        while (t < until)
        {
            double dt = Math.Min(0.2, until - t);
            y += dt * (rate * y - y * y * t);
            t += dt;
        }

        return y;
    }

    // JAX 2956: a loop that counts down between bounds known only when it runs.
    [Differentiable, At(0.7, 1, 5), At(0.7, 5, 1), At(0.7, -2, 2)]
    public static double BoundsKnownWhenItRuns(double x, int from, int to)
    {
        double r = x;
        for (int i = to; i >= from; i--)
        {
            r = Math.Sin(r * i) + x;
        }

        return r * r;
    }

    // JAX 40627: a series for a Bessel function, whose second derivative at zero is a half.
    [Differentiable, At(0), At(1.3)]
    public static double SeriesAtZero(double x)
    {
        double term = 1, sum = 1, quarter = x * x / 4;
        for (int k = 1; k <= 12; k++)
        {
            term *= quarter / (k * k);
            sum += term;
        }

        return sum;
    }
}
