using System.Diagnostics.CodeAnalysis;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>References to structs, to their fields, and accessors that give or stand for one.</summary>
public static partial class StructReferences
{
    [Differentiable]
    public partial struct Body
    {
        public double Mass;
        public Phase At;
    }

    [Differentiable]
    public partial struct Phase
    {
        public double Position, Speed;
    }

    [Differentiable]
    public partial struct Pair
    {
        public double X, Y;

        [UnscopedRef]
        public ref double this[int i]
        {
            get
            {
                if (i == 0)
                {
                    return ref X;
                }

                return ref Y;
            }
        }

        [UnscopedRef]
        public ref double First() => ref X;
    }

    [Differentiable]
    public partial struct Polar
    {
        public double X, Y;

        public double Scaled
        {
            get => X * 2;
            set => X = value * Y;
        }

        public double this[int i]
        {
            get => i == 0 ? X : Y;
            set
            {
                if (i == 0)
                {
                    X = value;
                }
                else
                {
                    Y = value;
                }
            }
        }
    }

    [Differentiable, At(0.3, 0.4)]
    public static double AFieldOfAField(double x, double y)
    {
        Body body = default;
        body.Mass = x;
        ref double r = ref body.At.Speed;
        r = y * body.Mass;
        body.At.Position = r;
        r *= 2;
        return body.At.Position * body.At.Speed + body.Mass;
    }

    [Differentiable, At]
    public static double AnElementAndAFieldOfIt([Sizes(3)] Body[] bodies, int i)
    {
        ref Body body = ref bodies[i];
        body.Mass += body.At.Position;
        body.At.Speed *= body.Mass;
        ref Phase at = ref body.At;
        at.Position = at.Speed * body.Mass;
        ref double d = ref at.Position;
        d += 1;
        return bodies[0].At.Position * bodies[0].At.Speed + bodies[1].Mass * bodies[2].At.Position;
    }

    [Differentiable, At(0.3, 0.4, 1), At(0.3, 0.4, 0)]
    public static double OneOfTwoStructs(double x, double y, int n)
    {
        Body p = new() { Mass = x };
        Body q = new() { Mass = y };
        ref Body r = ref p;
        if (n > 0)
        {
            r = ref q;
        }

        r.At.Position = x * r.Mass;
        r.Mass *= 3;
        ref double f = ref n == 0 ? ref p.At.Position : ref q.Mass;
        f += 1;
        return p.Mass * p.At.Position + q.Mass * q.At.Position + p.Mass * q.Mass;
    }

    [Differentiable, At]
    public static void EveryStructByReference([Sizes(3)] Span<Body> bodies)
    {
        foreach (ref Body body in bodies)
        {
            body.Mass *= body.At.Position;
            body.At.Speed += body.Mass;
        }
    }

    [Differentiable, At]
    public static double ACopyIsNoReference([Sizes(2)] Body[] bodies)
    {
        ref Body body = ref bodies[0];
        Body copy = body;
        body.Mass *= 2;
        copy.Mass *= body.Mass;
        bodies[1] = body;
        body = copy;
        return bodies[0].Mass * bodies[1].Mass + copy.At.Speed * bodies[1].At.Speed;
    }

    [Differentiable, At(0.3, 0.5, 1), At(0.3, 0.5, 0)]
    public static double AnIndexerThatGivesAReference(double x, double y, int i)
    {
        Pair p = default;
        p[0] = x;
        p[1] = y;
        p[i] *= p[0];
        p.First() += y;
        return p[i] * p.X * p.Y;
    }

    [Differentiable, At(0.3, 0.5, 1), At(0.3, 0.5, 0)]
    public static double AnIndexerThatIsAssigned(double x, double y, int i)
    {
        Polar p = new() { X = x, Y = y };
        p[i] = y * y;
        p[1 - i] += x;
        p[i]++;
        return p[0] * p[1];
    }

    [Differentiable, At]
    public static double APropertyOfAnElement([Sizes(2)] Polar[] a, int i)
    {
        a[i].Scaled *= a[1].Y;
        a[0].Scaled += a[i][1];
        return a[0].Scaled * a[1].X;
    }
}
