using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>A method whose body is only known when the program runs.</summary>
public abstract partial class Curve
{
    [Differentiable]
    public abstract double At(double x);

    [Differentiable]
    public virtual double Twice(double x, double y) => At(x) * At(y);

    [Differentiable]
    public virtual void Fill(Span<double> x, double by)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = At(x[i]) * by;
        }
    }

    [Differentiable]
    public abstract (double, double) Split(double x, ref double rest);
}

public partial class Parabola(double scale) : Curve, IPotential
{
    private readonly double _scale = scale;

    [Differentiable]
    public override double At(double x) => _scale * x * x;

    [Differentiable]
    public override (double, double) Split(double x, ref double rest)
    {
        rest *= x;
        return (x * x, rest + x);
    }

    [Differentiable]
    public double Energy(ReadOnlySpan<double> at)
    {
        double sum = 0;
        for (int i = 0; i < at.Length; i++)
        {
            sum += At(at[i]) * _scale;
        }

        return sum;
    }
}

public sealed partial class Steep() : Parabola(3)
{
    [Differentiable]
    public override double At(double x) => base.At(x) * x + Math.Sin(x);

    [Differentiable]
    public override double Twice(double x, double y) => base.Twice(y, x) - x;

    [Differentiable]
    public override void Fill(Span<double> x, double by)
    {
        base.Fill(x, by * x[0]);
        x[0] += by;
    }
}

/// <summary>A function that types implement.</summary>
public partial interface IPotential
{
    [Differentiable]
    double Energy(ReadOnlySpan<double> at);
}

public readonly partial struct Well(double depth) : IPotential
{
    private readonly double _depth = depth;

    [Differentiable]
    public double Energy(ReadOnlySpan<double> at) => at.Length == 0 ? 0 : Math.Exp(-at[0] * at[0]) * -_depth + Energy(at[1..]);
}

public sealed partial class Hidden : IPotential
{
    [Differentiable]
    double IPotential.Energy(ReadOnlySpan<double> at) => at[0] * at[^1];
}

/// <summary>A body that takes arrays from its helpers, and cells of a rectangle.</summary>
[Differentiable]
public sealed partial class Chain(double stiffness) : IPotential
{
    private readonly double _stiffness = stiffness;

    [Differentiable]
    public double Energy(ReadOnlySpan<double> at)
    {
        double[] steps = Steps(at);
        var table = new double[2, at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            table[0, i] = steps[i] * _stiffness;
            table[1, i] = table[0, i] * steps[i];
        }

        double sum = 0;
        foreach (double v in table)
        {
            sum += v * v;
        }

        return sum;
    }

    private static double[] Steps(ReadOnlySpan<double> at)
    {
        double[] steps = at.ToArray();
        for (int i = 1; i < at.Length; i++)
        {
            steps[i] -= at[i - 1];
        }

        return steps;
    }
}

/// <summary>Calls of virtual and interface methods.</summary>
public static partial class VirtualCalls
{
    private static readonly Curve[] Curves = [new Parabola(0.5), new Steep(), new Parabola(2)];

    private static readonly IPotential[] Potentials = [new Parabola(0.5), new Well(1.5), new Hidden(), new Steep(), new Chain(0.4)];

    private static Curve CurveOf(int i) => Curves[i];

    private static IPotential PotentialOf(int i) => Potentials[i];

    [Differentiable, At(1.2, 0), At(1.2, 1)]
    public static double Abstract(double x, int which) => CurveOf(which).At(x) * x;

    [Differentiable, At(1.2, -0.4, 0), At(1.2, -0.4, 1)]
    public static double Virtual(double x, double y, int which) => CurveOf(which).Twice(x, y) + y;

    [Differentiable, At(1.2, -0.4)]
    public static double InALoop(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum = CurveOf(i).At(sum + x) * 0.3 + y * sum;
        }

        return sum;
    }

    [Differentiable, At(0.3, 0.7, -0.2, 1.1, 0), At(0.3, 0.7, -0.2, 1.1, 1)]
    public static void WritesToASpan([Sizes(3)] Span<double> x, double by, int which)
    {
        x[1] *= x[0];
        CurveOf(which).Fill(x, by);
        x[2] *= x[0];
    }

    [Differentiable, At(0.3, 0.7, -0.2, 1), At(0.3, 0.7, -0.2, 0)]
    public static double OfAnArrayMadeHere(double x, double y, double z, int which)
    {
        double[] values = [x, y, z * x];
        CurveOf(which).Fill(values, y);
        return values[0] * values[1] - values[2];
    }

    [Differentiable, At(0.3, 0.7, -0.2, 1.3, 1), At(0.3, 0.7, -0.2, 1.3, 0)]
    public static double[] AnArrayThatIsGivenBack([Sizes(3)] double[] x, double by, int which)
    {
        double[] values = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i] * by;
        }

        CurveOf(which).Fill(values, x[0]);
        return values;
    }

    [Differentiable, At(0.3, 0.7, -0.2, 1.3, 1), At(0.3, 0.7, -0.2, 1.3, 0)]
    public static double[] AParameterThatIsGivenBack([Sizes(3)] double[] x, double by, int which)
    {
        CurveOf(which).Fill(x.AsSpan(1), by);
        x[0] *= x[1];
        return x;
    }

    [Differentiable, At(0.8, 1.3, 0), At(0.8, 1.3, 1)]
    public static double AnElementByReference(double x, double y, int which)
    {
        double[] values = [x, y * x];
        var (a, b) = CurveOf(which).Split(values[0], ref values[1]);
        return a * b + values[1];
    }

    [Differentiable, At(0.3, 0.7, -0.2, 0), At(0.3, 0.7, -0.2, 4)]
    public static double ThroughACopy([Sizes(3)] double[] x, int which) => PotentialOf(which).Energy(x[1..]) * x[0];

    [Differentiable, At(0.8, 1.3, 0)]
    public static double SeveralResults(double x, double y, int which)
    {
        double rest = y;
        var (a, b) = CurveOf(which).Split(x, ref rest);
        return a * b + rest;
    }

    [Differentiable, At(0.3, 0.7, -0.2, 0), At(0.3, 0.7, -0.2, 1), At(0.3, 0.7, -0.2, 2), At(0.3, 0.7, -0.2, 3)]
    public static double Interface([Sizes(3)] double[] x, int which)
    {
        double first = PotentialOf(which).Energy(x);
        x[0] = first * x[1];
        return first + PotentialOf(which).Energy(x.AsSpan(0, 2));
    }

    [Differentiable, At(1.2, 0.4)]
    public static double SealedType(double x, double y) => new Steep().At(x) * new Steep().Twice(x, y);
}
