using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Enums as the numbers that they are, texts, ranges of whole numbers and searches: what decides and carries no derivative.</summary>
public static partial class Enums
{
    public enum Level
    {
        Low,
        Middle,
        High,
    }

    [Flags]
    public enum Parts : byte
    {
        None,
        First,
        Second,
        Third = 4,
    }

    [Differentiable, At(1.2, -0.4), At(-0.4, 1.2)]
    public static double Compared(double x, double y)
    {
        Level level = x > y ? Level.High : Level.Middle;
        double s = level <= Level.Middle ? x * x : y * x;
        for (Level l = Level.Low; l <= level; l++)
        {
            s = l switch { Level.Low => s * x, >= Level.High => s + y, _ => s * y };
        }

        int number = (int)level;
        Level next = (Level)(number - 1);
        return s * number + (next == Level.Middle ? x : y);
    }

    [Differentiable, At(1.2, -0.4)]
    public static double InArrays(double x, double y)
    {
        Level[] made = new Level[3];
        made[1] = x > y ? Level.High : Level.Middle;
        Level[] written = [Level.Middle, Level.High];
        double s = 0;
        foreach (Level l in made)
        {
            s += l == Level.High ? x : l == Level.Middle ? y * x : y;
        }

        return s * (int)written[1];
    }

    [Differentiable, At(1.2, -0.4)]
    public static double Flags(double x, double y)
    {
        Parts parts = Parts.First | (x > y ? Parts.Third : Parts.None);
        parts &= ~Parts.Second;
        double s = y;
        if ((parts & Parts.First) != 0)
        {
            s *= x;
        }

        return parts.HasFlag(Parts.Third) ? s * x : s;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double ByTheLettersOfAText(double x, double y)
    {
        string steps = "abcab";
        double s = 1;
        for (int i = 0; i < steps.Length; i++)
        {
            s += steps[i] == 'a' ? x * x * s : y;
        }

        foreach (char c in steps)
        {
            s *= c == 'b' ? x : y;
        }

        return steps[^1] == 'b' && steps[..2] == "ab" ? s * x : s;
    }

    [Differentiable, At]
    public static double WholeNumbersInARow([Sizes(5)] double[] a)
    {
        double s = 1;
        foreach (int i in Enumerable.Range(1, 3))
        {
            s += s * a[i] * i;
        }

        foreach (int i in Enumerable.Range(0, a.Length))
        {
            s += a[i] * a[i];
        }

        return s;
    }

    [Differentiable, At]
    public static double SearchesAndSorts([Sizes(5)] double[] a)
    {
        int[] order = new int[a.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = a.Length - 1 - i;
        }

        Array.Sort(order);
        double s = 0;
        for (int i = 0; i < order.Length; i++)
        {
            s += a[order[i]] * a[i] * i;
        }

        int place = order.AsSpan().IndexOf(3), most = order.Max();
        return s * a[place] + a[most] * Array.IndexOf(order, 2);
    }

    [Differentiable, At]
    public static double CopiesWhereThereIsRoom([Sizes(3)] double[] a)
    {
        double[] b = new double[5];
        Span<double> room = b;
        bool first = a.AsSpan().TryCopyTo(room[1..]), second = a.AsSpan().TryCopyTo(room[3..]);
        double s = 0;
        foreach (double v in b)
        {
            s += v * v;
        }

        return first && !second ? s * a[0] : s;
    }
}
