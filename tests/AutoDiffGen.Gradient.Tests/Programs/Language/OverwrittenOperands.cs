using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Operands that are no longer what they were when the reverse pass needs them. Each names the report it was written after.</summary>
public static partial class OverwrittenOperands
{
    // Clad 1865: a divisor written in place and accumulated in a loop; the last one was used for all.
    [Differentiable, At(1.3)]
    public static double DivisorInALoop(double a)
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            double x = i + 1.0;
            s += 1.0 / (x + a * a);
        }

        return s;
    }

    // Clad pull request 1842: needed only on the false side of a ternary, and overwritten after it.
    [Differentiable, At(3, 1), At(3, -1), At(-2, -1)]
    public static double NeededOnTheFalseSide(double x, double y)
    {
        double t = x;
        double r = y > 0 ? y * 2 : t * t;
        t = y;
        return r + t * t * t;
    }

    // Clad 687: an increment inside a product.
    [Differentiable, At(3)]
    public static double IncrementInsideAProduct(double x)
    {
        double a = x, b = x;
        return ++a * x + b-- * b * x;
    }

    // Clad 880: a negative literal over a variable.
    [Differentiable, At(0.7)]
    public static double NegativeLiteralOverAVariable(double x) => -0.5 / x - -2 / -x;

    // Clad 573: an operand that changes another operand of the same expression.
    [Differentiable, At(3, 2)]
    public static double OperandThatChangesAnother(double x, double y) => (x += y) * x + x * (x = y * x) + (y *= x) - y++ * y;

    // Clad 474: the variable of a loop runs in steps between two parameters.
    [Differentiable, At(1.0, 2.04)]
    public static double IntegralBetweenParameters(double lower, double upper)
    {
        double sum = 0, interval = 0.25;
        for (double x = lower; x <= upper; x += interval)
        {
            sum += x * x * interval;
        }

        return sum;
    }

    // The same with the step an active value too.
    [Differentiable, At(1.0, 0.3), At(1.0, 0.9)]
    public static double StepThatIsActive(double lower, double step)
    {
        double sum = 0;
        for (double x = lower; x <= 2; x += step * x)
        {
            sum += Math.Sin(x * x) * step;
        }

        return sum;
    }

    // Clad 746: the loop condition assigns the result, and is true each time.
    [Differentiable, At(3, 5), At(-3, 5)]
    public static double ConditionThatAssignsTheResult(double i, double j)
    {
        double res = 0;
        for (int c = 0; (res = i * j + res * 0.5) != 0; ++c)
        {
            if (c == 2)
            {
                break;
            }
        }

        return res;
    }

    // Clad pull request 941: assignments in the condition of a while, joined by &&.
    [Differentiable, At(0.5, 1.2), At(0.9, 1.9)]
    public static double AssignmentsInAWhile(double x, double y)
    {
        double a = x, b = y, r = 0;
        while ((a = a * 1.5 + 0.1) < 4 && (b = b * a) < 30)
        {
            r += a * b;
        }

        return r + a + b;
    }

    // Enzyme.jl 701: one variable is replaced in each round, and each round has its own parameter.
    [Differentiable, At]
    public static double CosinesOfCosines(double x, [Sizes(4)] double[] p)
    {
        for (int i = 0; i < p.Length; i++)
        {
            x = Math.Cos(x + p[i]);
        }

        return x;
    }

    // Swift-apis 394: only the last of the products counted.
    [Differentiable, At]
    public static double SumOfProductsIntoANewValue([Sizes(5)] double[] input, [Sizes(5)] double[] parameters)
    {
        double result = 0;
        for (int i = 0; i < 5; i++)
        {
            double next = result + input[i] * parameters[i];
            result = next;
        }

        return result;
    }

    // Swift pull request 25558 (TF-584): do-while, with an inner while that shares its variables.
    [Differentiable, At(2, 3), At(0.5, 1)]
    public static double InnerLoopInADoWhile(double x, int count)
    {
        double outer = x;
        int k = 0;
        do
        {
            outer = outer * x;
            double inner = outer;
            int i = 1;
            while (i < count)
            {
                inner = inner + x * inner;
                i += 1;
            }

            outer = inner;
        }
        while (++k < count);
        return outer;
    }

    // Swift pull request 58457: what a round holds in a variable of its own must be gone in the next.
    [Differentiable, At]
    public static double RoundWithAVariableOfItsOwn([Sizes(4)] double[] a)
    {
        double sum = 0;
        foreach (double v in a)
        {
            (bool Has, double Value) some = v > 0 ? (true, v * v) : (false, 0);
            if (some.Has)
            {
                sum += some.Value * v;
            }
        }

        return sum * a[0];
    }
}
