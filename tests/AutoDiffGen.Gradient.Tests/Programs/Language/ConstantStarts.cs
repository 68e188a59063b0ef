using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Values that begin as constants, or are constant on one side only, and become active later. Each names the report it was written after.</summary>
public static partial class ConstantStarts
{
    // Swift pull request 27796: a running product that begins with a literal lost all steps but the last.
    [Differentiable, At(3, 2), At(3, 0), At(1.5, 5)]
    public static double ProductFromOne(double x, int n)
    {
        double result = 1;
        for (int i = 0; i < n; i++)
        {
            result = result * x;
        }

        return result;
    }

    // Swift pull request 28352: a literal that is changed in place by an active value.
    [Differentiable, At(3)]
    public static double LiteralChangedInPlace(double x)
    {
        double result = 1;
        result += x;
        result *= result;
        return result;
    }

    // Enzyme 101: the constant of the other return made the whole function constant.
    [Differentiable, At(0.7), At(-0.7)]
    public static double ZeroOnTheOtherReturn(double x)
    {
        if (x >= 0)
        {
            return x;
        }

        return 0;
    }

    // Tangent 82: the constant side stands first.
    [Differentiable, At(0.7), At(-0.7)]
    public static double ConstantSideFirst(double x)
    {
        double y;
        if (x <= 0)
        {
            y = 2;
        }
        else
        {
            y = x + 2;
        }

        return y * y;
    }

    // Swift pull request 27554: a result that depends on nothing at most points, behind branches that do.
    [Differentiable, At(0.7), At(-0.7), At(200)]
    public static double ResultThatMostlyDependsOnNothing(double x)
    {
        double result = 0;
        double y = x;
        if (x > 0)
        {
            y *= x;
            result = 2;
        }
        else
        {
            y -= x;
        }

        return y > 100 ? x : result;
    }

    // Tangent 58: a loop over active values that keeps only where they stand.
    [Differentiable, At(0.3, -0.2, 0.9)]
    public static double OnlyThePlaceIsKept([Sizes(3)] double[] x)
    {
        double place = -1;
        int i = 0;
        foreach (double v in x)
        {
            if (v > 0.5)
            {
                place = i;
            }

            i++;
        }

        return place * 5;
    }

    // Tangent 69: elements that are set to a constant, and one of them added to afterwards.
    [Differentiable, At]
    public static double[] ConstantsWithOneThatIsAddedTo([Sizes(4)] double[] d)
    {
        double[] s = new double[d.Length * d.Length];
        for (int i = 0; i < d.Length; i++)
        {
            s[i * d.Length + 2] = 1;
            if (i == 2)
            {
                s[i * d.Length + i] += d[i] * d[0];
            }
        }

        return s;
    }

    // Zygote 24: an array of literals, of which one gives way to an active value.
    [Differentiable, At(1.5)]
    public static double LiteralsInAnArray(double p)
    {
        double[] x = [1.0, 1.0, 2.0];
        x[1] = p * x[0];
        x[2] = x[1] * x[2] * x[1];
        return x[1] + x[2];
    }

    // Clad 265: a parameter nobody asks about takes over one that matters.
    [Differentiable, At(3, 5)]
    public static double HeldParameterThatTakesOver(double i, [NoGradient] double j)
    {
        double k = j;
        j = i;
        return j * j * k;
    }

    // Clad 650: a chain of assignments that ends in a constant, and one that does not.
    [Differentiable, At(3, 5)]
    public static double ChainOfAssignments(double u, double v)
    {
        double first = u * v;
        double r = u = v = u = 0;
        double s = v = u = first * 2;
        return r + s * v + u;
    }

    // Enzyme.jl 1223: a scratch variable that begins as zero and is shared by all rounds.
    [Differentiable, At]
    public static double ScratchThatBeginsAsZero([Sizes(3)] double[] w, double x)
    {
        double scratch = 0, sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            scratch = w[i] * x;
            sum += scratch * scratch;
            scratch = 0;
        }

        return sum + scratch;
    }

    // Swift 71164: a loop whose condition never changes, left by a condition that is always true.
    [Differentiable, At(0.7)]
    public static double LoopThatIsLeftAtOnce(double x)
    {
        double y = x;
        while (true)
        {
            y *= x;
            if (y * 0 == 0)
            {
                break;
            }
        }

        return y * y;
    }
}
