namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Calls through which no active value can leave.</summary>
public static partial class Inert
{
    private static readonly List<double> Seen = [];

    /// <summary>What was logged since the last call, which forgets it.</summary>
    public static double[] Take()
    {
        double[] seen = [.. Seen];
        Seen.Clear();
        return seen;
    }

    [Differentiable]
    public static double Logs(double x)
    {
        Log(x);
        double y = x * x;
        if (y > 1)
        {
            Log(y);
        }

        System.Diagnostics.Debug.Assert(y >= 0);
        return y * x;
    }

    private static void Log(double value) => Seen.Add(value);
}
