using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>A body on a line: an object, which two variables may name.</summary>
[Differentiable]
public sealed partial class Body
{
    public Body(double position, double velocity)
    {
        Position = position;
        Velocity = velocity;
        Mass = 1;
    }

    public double Position;

    public double Velocity { get; set; }

    public double Mass { get; private set; }

    public int Steps { get; private set; }

    public double Momentum => Mass * Velocity;

    public double Energy() => 0.5 * Mass * Velocity * Velocity + Position * Position;

    public void Grow(double factor) => Mass *= factor;

    public double Step(double dt)
    {
        if (Position > 1)
        {
            Velocity = -0.9 * Velocity;
        }

        Velocity -= dt * Math.Sin(Position) / Mass;
        Position += dt * Velocity;
        Steps++;
        return Position;
    }

    public void Pull(Body other, double strength)
    {
        double force = strength * (other.Position - Position);
        Velocity += force / Mass;
        other.Velocity -= force / other.Mass;
    }
}

/// <summary>The same as a struct, which is copied.</summary>
[Differentiable]
public partial struct Copied
{
    public double Position;

    public double Velocity;

    public void Push(double by) => Velocity += by * Position;
}

/// <summary>The same as a class, which is not.</summary>
[Differentiable]
public sealed partial class Shared
{
    public double Position;

    public double Velocity;

    public Copied Inner;

    public void Push(double by) => Velocity += by * Position;
}

/// <summary>Objects made in the method: aliases, fields that are written, methods that change their object, loops.</summary>
public static partial class Objects
{
    [Differentiable, At(0.7, 1.3)]
    public static double MadeAndRead(double x, double y)
    {
        var body = new Body(x * y, y);
        return body.Energy() * body.Position + body.Momentum;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double TwoNamesForOne(double x, double y)
    {
        var a = new Body(x, y);
        var b = a;
        b.Position *= x;
        a.Velocity = b.Position * y;
        a.Grow(x);
        return b.Momentum * a.Position + b.Mass;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double NamesExchanged(double x, double y)
    {
        var a = new Body(x, y);
        var b = new Body(y, x * x);
        var c = a;
        a = b;
        b = c;
        a.Position += b.Velocity * x;
        b.Position *= a.Position;
        return c.Position * a.Velocity + b.Position;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double StructAgainstClass(double x, double y)
    {
        var copied = default(Copied);
        copied.Position = x;
        copied.Velocity = y;
        var copy = copied;
        copy.Push(x * y);
        copy.Position = y;

        var shared = new Shared { Position = x, Velocity = y };
        var same = shared;
        same.Push(x * y);
        same.Position = y;
        return copied.Velocity * copied.Position + 2 * copy.Velocity * copy.Position + 3 * shared.Velocity * shared.Position + 5 * same.Velocity;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double StructInAClass(double x, double y)
    {
        var shared = new Shared { Position = x };
        shared.Inner.Position = y * x;
        var copy = shared.Inner;
        copy.Position += 1;
        var same = shared;
        same.Inner.Push(x);
        same.Inner.Velocity *= y;
        shared.Inner.Push(x);
        return shared.Inner.Velocity * copy.Position + copy.Velocity + shared.Position;
    }

    [Differentiable, At(0.7, 1.3, 0), At(0.7, 1.3, 1), At(0.7, 1.3, 9), At(1.2, -0.3, 5)]
    public static double Stepped(double x, double v, int n)
    {
        var body = new Body(x, v);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += body.Step(0.1 * x) * body.Mass;
            if (i % 3 == 1)
            {
                body.Grow(1 + 0.1 * v);
            }
        }

        return sum + body.Energy() * body.Steps;
    }

    [Differentiable, At(0.7, 1.3, 6)]
    public static double Interacting(double x, double y, int n)
    {
        var sun = new Body(0, 0);
        sun.Grow(10);
        var planet = new Body(x, y);
        var moon = new Body(x + 0.1, y * y);
        for (int i = 0; i < n; i++)
        {
            sun.Pull(planet, 0.3);
            planet.Pull(moon, 0.2 * x);
            sun.Step(0.05);
            planet.Step(0.05);
            moon.Step(0.05);
        }

        return sun.Position * 100 + planet.Position * moon.Velocity + moon.Position;
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double ChangedInABranch(double x, double y)
    {
        var body = new Body(x, y);
        var same = body;
        if (x > 0)
        {
            same.Position = y * y;
            body.Grow(x);
        }
        else
        {
            body = new Body(y, x);
            body.Position *= y;
            same.Velocity += body.Position;
        }

        return same.Position * same.Velocity * same.Mass;
    }

    [Differentiable, At(2.5)]
    public static double TestThatChangesIt(double x)
    {
        var body = new Body(0.1, x);
        while (body.Step(0.2) < 0.8 && body.Steps < 30)
        {
            body.Velocity += 0.01 * x;
        }

        return body.Position * body.Steps + body.Velocity;
    }

    [Differentiable, At(0.7, 1.3, 4), At(3.5, 1.3, 4)]
    public static double OneInEachTrip(double x, double y, int n)
    {
        double sum = x;
        for (int i = 0; i < n; i++)
        {
            var body = new Body(sum, y) { Velocity = sum * y };
            var same = body;
            same.Step(0.1);
            if (body.Position > 2)
            {
                continue;
            }

            sum = body.Energy() + i * 0.1 * same.Momentum;
        }

        return sum;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double PassedOn(double x, double y)
    {
        var a = new Body(x, y);
        var b = new Body(y, x);
        Bodies.Exchange(a, b);
        return Bodies.Weight(a) * 2 + Bodies.Weight(b) * a.Position;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double ByALocalFunction(double x, double y)
    {
        var a = new Body(x, y);
        void Kick(Body body, double by)
        {
            body.Velocity += by * a.Position;
            a.Position *= by;
        }

        Kick(a, y);
        Kick(a, x);
        return a.Velocity * a.Position;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double SwappedFields(double x, double y)
    {
        var a = new Body(x, y);
        (a.Position, a.Velocity) = (a.Velocity * x, a.Position);
        a.Position += a.Velocity++ * y;
        return a.Position * a.Velocity;
    }
}

/// <summary>Methods of a marked class, without a mark of their own.</summary>
[Differentiable]
internal static partial class Bodies
{
    public static void Exchange(Body first, Body second)
    {
        (first.Position, second.Position) = (second.Position, first.Position * first.Velocity);
        var kept = first;
        first = second;
        first.Velocity += kept.Position;
    }

    public static double Weight(Body body) => body.Position * body.Momentum;
}
