namespace AutoDiffGen.Gradient.Tests.Values;

/// <summary>Methods that hand on what may be nothing.</summary>
public static partial class AbsentPrograms
{
    private const DerivativeModes Both = DerivativeModes.Reverse | DerivativeModes.Forward;

    [Differentiable]
    public partial struct Pair
    {
        public double X;
        public double Y;
    }

    [Differentiable]
    public partial struct Optional
    {
        public double? Number;
        public Pair? Pair;
        public double Always;
    }

    [Differentiable]
    public partial struct Outer
    {
        public Optional? Inner;
    }

    [Differentiable]
    public sealed partial class Holder
    {
        public double? Number;
        public double Always;
    }

    [Differentiable(Modes = Both)]
    public static double? Same(double? x) => x;

    [Differentiable(Modes = Both)]
    public static double? Negative(double? x) => -x;

    [Differentiable(Modes = Both)]
    public static Optional Scaled(Optional q, double x)
    {
        var r = q;
        r.Always *= x;
        return r;
    }

    [Differentiable(Modes = Both)]
    public static Outer Whole(Outer q) => q;

    [Differentiable(Modes = Both)]
    public static void InPlace(ref Optional q, double x) => q.Always *= x;

    [Differentiable(Modes = Both)]
    public static double OfAnObject(Holder b, double x)
    {
        b.Always *= x;
        return b.Always;
    }

    [Differentiable(Modes = Both)]
    public static double OfAnObjectThatIsRead(Holder b, double x) => b.Always * x + (b.Number ?? x);
}
