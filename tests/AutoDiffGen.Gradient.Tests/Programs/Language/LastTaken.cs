using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>
/// Loops in which a branch overwrites what is carried: the adjoint goes to the last iteration that took it, unless
/// something else reaches the value on the way.
/// </summary>
public static partial class LastTaken
{
    [Differentiable, At, At]
    public static double NearestOfMany([Sizes(12)] double[] centres, [Sizes(8)] double[] points)
    {
        double cost = 0;
        for (int p = 0; p < 4; p++)
        {
            double nearest = double.PositiveInfinity;
            for (int c = 0; c < 6; c++)
            {
                double distance = 0;
                for (int i = 0; i < 2; i++)
                {
                    double off = points[2 * p + i] - centres[2 * c + i];
                    distance += off * off;
                }

                if (distance < nearest)
                {
                    nearest = distance;
                }
            }

            cost += nearest;
        }

        return cost;
    }

    [Differentiable, At, At]
    public static double NeverTaken([Sizes(4)] double[] a, double start)
    {
        double largest = start + 100;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] * a[i] > largest)
            {
                largest = a[i] * a[i];
            }
        }

        return largest * start;
    }

    [Differentiable, At, At]
    public static double DownFromABound([Sizes(5)] double[] a, double start)
    {
        double best = start;
        for (int i = a.Length - 1; i >= 1; i--)
        {
            double value = Math.Sin(a[i]) * a[i - 1];
            if (value >= best)
            {
                best = value;
            }
        }

        return best * best;
    }

    [Differentiable, At, At]
    public static double ElseOverwrites([Sizes(5)] double[] a)
    {
        double best = 3;
        for (int i = 1; i <= 4; i++)
        {
            double value = a[i] * a[0];
            if (value > best)
            {
                best += 0;
            }
            else
            {
                best = value;
            }
        }

        return best;
    }

    [Differentiable, At, At]
    public static double TwoOverwrittenTogether([Sizes(6)] double[] a, [Sizes(6)] double[] b)
    {
        double best = -9, beside = 1;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] * b[5 - i], other = a[i] + b[i] * b[i];
            if (value > best)
            {
                best = value;
                beside = other;
            }
        }

        return best * beside;
    }

    [Differentiable, At, At]
    public static double OverwrittenAndSummed([Sizes(6)] double[] a)
    {
        double best = -9, sum = 0;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] * a[i] * a[(i + 1) % 6];
            if (value > best)
            {
                best = value;
                sum += value;
            }
        }

        return best + sum * sum;
    }

    [Differentiable, At, At]
    public static double ReadAfterTheBranch([Sizes(6)] double[] a)
    {
        double best = -9, sum = 0;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] * a[i] * a[(i + 1) % 6];
            if (value > best)
            {
                best = value;
            }

            sum += best * a[i];
        }

        return best + sum;
    }

    [Differentiable, At, At]
    public static double ScaledEachTime([Sizes(6)] double[] a)
    {
        double best = -9;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] * a[i];
            if (value > best)
            {
                best = value;
            }

            best = best * 0.9;
        }

        return best;
    }

    [Differentiable, At, At]
    public static double DependsOnWhatWasThere([Sizes(6)] double[] a)
    {
        double best = 0.1;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] + Math.Sin(best);
            if (a[i] > 0)
            {
                best = value;
            }
        }

        return best;
    }

    [Differentiable, At, At]
    public static double StoredToo([Sizes(5)] double[] a)
    {
        var terms = new double[5];
        double largest = double.NegativeInfinity;
        for (int i = 0; i < 5; i++)
        {
            double term = a[i] * a[i] + a[(i + 2) % 5];
            terms[i] = term;
            if (term > largest)
            {
                largest = term;
            }
        }

        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            sum += Math.Exp(terms[i] - largest);
        }

        return largest + Math.Log(sum);
    }

    [Differentiable, At, At]
    public static double TwoBranchesByOneCondition([Sizes(6)] double[] a, [Sizes(6)] double[] b)
    {
        double best = -9, other = 0;
        for (int i = 0; i < 6; i++)
        {
            double value = a[i] * b[i];
            bool better = value > best;
            if (better)
            {
                best = value;
            }

            other += better ? b[i] * b[i] : a[i];
        }

        return best * other;
    }

    [Differentiable, At(0.5, -0.5, 2, 0, 3, 1, 4), At(0.5, -0.5, 2, 0, 3, 1, 0)]
    public static double ZeroTrips([Sizes(6)] double[] a, double n)
    {
        double best = a[0];
        for (int i = 0; i < (int)n; i++)
        {
            double value = a[i] * a[i];
            if (value > best)
            {
                best = value;
            }
        }

        return best * a[1];
    }
}
