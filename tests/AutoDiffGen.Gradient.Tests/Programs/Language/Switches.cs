using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Switch statements and expressions over whole numbers, flags and patterns.</summary>
public static partial class Switches
{
    [Differentiable, At(0.7, 0), At(0.7, 1), At(0.7, 2), At(0.7, 7), At(0.7, -3), At(0.7, 4)]
    public static double Statement(double x, int n)
    {
        double r = x;
        switch (n)
        {
            case 0:
                r *= r;
                break;
            case 1:
            case 2:
                r = Math.Sin(r) * n;
                break;
            case > 5:
                return Math.Exp(x);
            case int m when m < 0:
                r /= m;
                break;
            default:
                r = 1;
                break;
        }

        return r + x;
    }

    [Differentiable, At(0.7, 0), At(0.7, 1), At(0.7, 2), At(0.7, 7), At(0.7, -3)]
    public static double Expression(double x, int n) => n switch
    {
        0 => x,
        1 or 2 => x * x * n,
        > 5 and not 8 => Math.Cos(x),
        var m when m < 0 => x / m,
        _ => 2,
    };

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3), At(-0.7, -1.3), At(0.7, -1.3)]
    public static double OverAPairOfFlags(double x, double y) => (x > 0, y > 0) switch
    {
        (true, true) => x * y,
        (true, false) => x - y,
        (false, var positive) => positive ? y / x : x * x * y,
    };

    [Differentiable, At(0.7, 5)]
    public static double InALoop(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = (i % 3) switch
            {
                0 => r * x,
                1 => Math.Sin(r) + i,
                _ => r / (1 + r * r),
            };
            switch (i & 1)
            {
                case 0:
                    r += x;
                    break;
                case 1 when r > 0.5:
                    r -= x * r;
                    break;
            }
        }

        return r;
    }

    [Differentiable, At(0.7, 2), At(0.7, 0), At(0.7, 3), At(0.7, 1)]
    public static double OverAnEnum(double x, Kind kind)
    {
        switch (kind)
        {
            case Kind.Linear:
                return 2 * x;
            case Kind.Square:
                return x * x;
            case Kind.Cube:
                return kind switch { Kind.Cube => x * x * x, _ => 0 };
            default:
                return -x;
        }
    }

    [Differentiable, At(0.7, 4), At(1.7, 4), At(0.1, 4), At(-0.3, 4)]
    public static double WhenClausesWithActiveValues(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            switch (i)
            {
                case var _ when r > 1:
                    r *= 0.5 * x;
                    break;
                case 0 or 2 when r > 0.2:
                    r += 1;
                    break;
                default:
                    r = r * r + x;
                    break;
            }
        }

        return r;
    }

    /// <summary>Something to switch over.</summary>
    public enum Kind
    {
        /// <summary>Twice.</summary>
        Linear,

        /// <summary>Squared.</summary>
        Square,

        /// <summary>Cubed.</summary>
        Cube,
    }
}
