using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>A spring: numbers that only its own members may write, one that is held constant, and a whole number.</summary>
[Differentiable]
public sealed partial class Coil
{
    private double _stiffness;
    private Copied _end;
    private readonly double _rest;

    public Coil(double stiffness, double rest)
    {
        _stiffness = stiffness;
        _rest = rest;
    }

    [NoGradient]
    public double Damping { get; set; }

    public int Steps { get; private set; }

    public double Length { get; private set; }

    public double Force => -_stiffness * (Length - _rest) - Damping * _end.Velocity;

    public void Stretch(double by)
    {
        Length += by * _stiffness;
        _end.Velocity = by * Length;
        _end.Push(_rest);
        Steps++;
    }

    [Differentiable]
    public double Lend(Coil other, double x)
    {
        other.Length += x * _stiffness;
        return other.Length * x;
    }

    [Differentiable, At(0.7, 0.2, 0.4, 0.5, 0.3, 2, 1.1, 0.6)]
    public static double Harden(Coil coil, double by)
    {
        coil._stiffness *= by;
        coil._end.Position = coil._rest * by;
        coil.Steps += 2;
        return coil.Force * coil._end.Position;
    }
}

/// <summary>A record that is an object: its properties are set once.</summary>
[Differentiable]
public sealed partial record Lens(double Focus, double Aperture)
{
    public double Power => 1 / Focus;
}

/// <summary>Objects that are parameters: read, changed, given on, under two names, in loops and branches.</summary>
public static partial class ObjectParameters
{
    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double OnlyRead(Body body, double x) => body.Energy() * x + body.Position * body.Momentum * body.Steps;

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double FieldsWritten(Body body, double x)
    {
        body.Position *= x;
        body.Velocity = body.Position * body.Velocity + x;
        body.Position += body.Velocity;
        return body.Position * body.Mass;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static void NothingButWritten(Body body, double x)
    {
        double before = body.Velocity;
        body.Velocity = Math.Sin(body.Position) * x;
        body.Position = before * body.Velocity;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double Exchanged(Body body, double x)
    {
        (body.Position, body.Velocity) = (body.Velocity, body.Position);
        return x * body.Position;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.05)]
    public static double SteppedInALoop(Body body, double dt)
    {
        double sum = 0;
        for (int i = 0; i < 7; i++)
        {
            sum += body.Step(dt) * body.Momentum;
            body.Grow(1 + dt);
        }

        return sum;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.3, -0.5, 0.7, 1, 0.9)]
    public static double OnePullsTheOther(Body a, Body b, double strength)
    {
        a.Pull(b, strength);
        b.Pull(a, strength * strength);
        return a.Velocity * b.Velocity;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.3, -0.5, 0.7, 1, 0.9)]
    public static double OneIsRead(Body a, Body b, double x)
    {
        a.Position += b.Position * x;
        return a.Energy() - b.Energy();
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double TwoNames(Body body, double x)
    {
        var same = body;
        same.Position = x * body.Velocity;
        body.Velocity += same.Position;
        return same.Velocity * body.Position;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double ANewOneTakesItsName(Body body, double x)
    {
        body.Position += x;
        double before = body.Position;
        body = new Body(body.Position * x, x);
        body.Position *= before;
        return body.Energy() + before;
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6), At(-0.4, 0.8, 1.2, 3, 0.6)]
    public static double ChangedOnOneSide(Body body, double x)
    {
        if (body.Position > 0)
        {
            body.Velocity *= x;
            if (x > 0.5)
            {
                return body.Velocity * body.Position;
            }
        }
        else
        {
            body.Position = x * x;
        }

        return body.Velocity + body.Position;
    }

    [Differentiable]
    internal static double Helped(Body body, double x, int depth)
    {
        body.Velocity += x * body.Position;
        return depth == 0 ? body.Velocity : x * Helped(body, x * 0.9, depth - 1);
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double ThroughRecursion(Body body, double x) => Helped(body, x, 3) * body.Velocity;

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6, 3)]
    public static double RecursiveItself(Body body, double x, int depth)
    {
        body.Position += x * body.Velocity;
        return depth == 0 ? body.Position * x : body.Velocity * RecursiveItself(body, x * body.Position, depth - 1);
    }

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double GivenToAMarkedMethod(Body body, double x) => FieldsWritten(body, x * x) * OnlyRead(body, x);

    [Differentiable, At(0.7, 0.2, 0.4, 0.5, 0.3, 2, 1.1, 0.6)]
    public static double PrivateFields(Coil coil, double x)
    {
        coil.Stretch(x);
        return coil.Force * x;
    }

    [Differentiable, At(0.7, 0.2, 0.4, 0.5, 0.3, 2, 1.1, 0.8, 0.3, 0.1, 0.9, 0.2, 1, 0.7, 0.6)]
    public static double PrivateFieldsOfTwo(Coil a, Coil b, double x)
    {
        a.Stretch(x * b.Length);
        return a.Force * b.Force;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.1)]
    public static double AStructWithin(Shared shared, double x)
    {
        shared.Inner.Velocity += x * shared.Position;
        var copy = shared.Inner;
        copy.Push(x);
        shared.Inner = copy;
        shared.Push(x);
        return shared.Velocity * shared.Inner.Velocity;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.1)]
    public static double AStructWithinIsRead(Shared shared, double x)
    {
        var inner = shared.Inner;
        inner.Push(x);
        return shared.Position * inner.Velocity;
    }

    [Differentiable, At(0.8, 0.3, 1.2)]
    public static double ARecord(Lens lens, double x) => lens.Power * x + lens.Aperture * lens.Focus;

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6)]
    public static double HeldConstant([NoGradient] Body body, double x) => body.Position * x * x;

    [Differentiable, At(0.4, 0.8, 1.2, 3, 0.6, 0.7)]
    public static double BesideAReference(Body body, ref double y, double x)
    {
        y *= body.Position;
        body.Position = y + x;
        return body.Position * y;
    }
}
