using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Coverage;

/// <summary>
/// Declarations and names that a generator trips over. Every one of them compiles without a warning, and each derivative
/// has the value of the author's method.
/// </summary>
public class NastyInputTests
{
    public static readonly string[] Sources =
    [
        // Names
        "public static partial class C { [Differentiable] public static double F(double @in, double @class, int @if) => @in * @class + @if; }",
        "public static partial class C { [Differentiable] public static double F(double x, double dX, double gradient, double accumulate, double pullback, double cotangent, double tape, double scratch, double V) => x * dX + gradient * accumulate * pullback - cotangent / tape + scratch * V; }",
        "public static partial class C { [Differentiable] public static double F(double _x, double x, double __, double _alive, double alive, double version, double model, double workspace, double _) => System.Math.Sin(_x * x * __ * _alive) * alive * version * model * workspace * _; }",
        "public static partial class C { [Differentiable] public static double F(double tape, double cursor, double cotangent, double tapeLease, int n) => n <= 0 ? tape * tapeLease : F(System.Math.Sin(tape) * cursor * cotangent, cursor, cotangent, tapeLease, n - 1); }",
        "public static partial class C { [Differentiable] public static double F(double value, double field, double var, double await, double record, double global, double nint) => value * field + var * await + record * global + nint; }",
        "public static partial class C { [Differentiable] public static double @return(double größe, double 数) { double @double = größe * 数; return @double * @double; } }",
        "public static partial class @class { [Differentiable] public static double F(double x) => x * x; }",
        "namespace @namespace.@using { public static partial class A { [Differentiable] public static double F(double x) => x * x; } }",

        // Members and types of the same names as what is generated or used
        "public static partial class C { public static double FGradient = 1; public class FPrimal; public struct FPullback; public static void FForward() { } public static void FLoops() { } [Differentiable] public static double F(double x, int n) => n <= 0 ? x : F(x * x, n - 1) + FGradient; }",
        "public static partial class C { [Differentiable] public static double F(double x) => x * x; [Differentiable] public static double FWith(double x) => x * x; [Differentiable] public static double f(double x) => x * x * x; [Differentiable] public static double F2(double x) => x * F(x, x); [Differentiable] public static double F(double x, double y) => x * y; }",
        "public static partial class C { [Differentiable] public static double Pullback(double x) => x * 2; [Differentiable] public static double Gradient(double x) => x * x; [Differentiable] public static double Invoke(double x) => x * x; [Differentiable] public static double Dispose(double x) => x * x; [Differentiable] public static double Math(double x) => System.Math.Sin(x); [Differentiable] public static double Tape(double x, int n) => n <= 0 ? x : Tape(x * x, n - 1); [Differentiable] public static double Ops(double x) => AutoDiffGen.Ops.Relu(x); }",
        "namespace N { public static class Math; public static class Ops; public static class Tape; public class TapeLease; public class TapeCursor; public static class Guard; public class IDisposable; public class ObjectDisposedException; public class Obsolete; public static partial class C { [Differentiable] public static double F(double x) => System.Math.Sin(x) * AutoDiffGen.Ops.Sigmoid(x); [Differentiable] public static double R(double x, int n) => n <= 0 ? x : R(System.Math.Cos(x), n - 1); } }",
        "public static class Tape; public static class Math; public static partial class C { [Differentiable] public static double R(double x, int n) => n <= 0 ? x : R(System.Math.Cos(x), n - 1); }",
        "namespace Samples.System { public static partial class C { [Differentiable] public static double F(double x) => global::System.Math.Sin(x); } }",
        "namespace AutoDiffGen.Samples { public static partial class C { [Differentiable] public static double F(double x) => System.Math.Sin(x) * Ops.Relu(x); } }",
        "public partial class Layers { public Layer Dense { get; } = new(); public Layer Guard = new(); public double Math(double y) => y; [Differentiable] public double F(double x) => Dense.Scale * x + Guard.Scale * System.Math.Sin(x) + Math(2); } public class Layer { public double Scale = 2; }",

        // Kinds of type
        "public partial record R(double A) { [Differentiable] public static double F(double x) => x * x; [Differentiable] public double G(double x) => x * A; }",
        "public readonly partial record struct R(double A) { [Differentiable] public static double F(double x) => x * x; }",
        "public ref partial struct R { [Differentiable] public static double F(double x) => x * x; }",
        "public partial interface I { [Differentiable] static double F(double x) => x * x; [Differentiable] private static double G(double x) => x * x; }",
        "public partial class Outer { public partial class Inner<T> where T : class { public static partial class Deep<U> where U : notnull { [Differentiable] internal static double F(double x) => x * x; [Differentiable] public static double M<W>(double x) where W : struct, IComparable<W> => F(x) * x; } } private protected static partial class Hidden { [Differentiable] private static double F(double x) => x * x; } }",
        "public partial class A { public static partial class B { [Differentiable] public static double F(double x) => x * x; } } public partial class A<T> { public static partial class B { [Differentiable] public static double F(double x) => x * x; } } public partial class A<T, U> { public static partial class B { [Differentiable] public static double F(double x) => x * x; } }",
        "public partial class G<T> where T : System.Numerics.IFloatingPointIeee754<T> { [Differentiable] public static T F(T x) => x * T.Sin(x); [Differentiable] public static double D(double x) => G<double>.F(x) + x; [Differentiable] public static T P(T x, int n) => n <= 0 ? x : Q(x * x, n - 1); [Differentiable] public static T Q(T x, int n) => n <= 0 ? x : P(T.Cos(x), n - 1); }",
        "public static partial class C { [Differentiable] public static V F<Run, V>(V i, V j) where V : System.Numerics.IFloatingPointIeee754<V> => i * j; [Differentiable] public static U G<U>(U x, int n) where U : System.Numerics.IFloatingPointIeee754<U> => n <= 0 ? x : H<U>(U.Sin(x), n - 1); [Differentiable] public static W H<W>(W x, int n) where W : System.Numerics.IFloatingPointIeee754<W> => n <= 0 ? x : G<W>(W.Sin(x), n - 1); }",
        "public abstract partial class Abs { [Differentiable] public static double F(double x) => x * x; [Differentiable] protected double P(double x) => x * x; [Differentiable] private protected double Q(double x) => P(x) * x; [Differentiable] protected internal double S(double x) => x; }",
        "public static partial class C { [Differentiable] public static partial double F(double x); } partial class C { public static partial double F(double x) => x * x; }",
        "[Differentiable] public partial class M { public double W = 2; public double Half(double x) => x / W; public double Prop => W * 2; public static double Third(double x) => x / 3; private int Count(double x) => (int)x; public object? Self() => this; [Differentiable] public double F(double x) { Self(); return Half(x) * Prop + Third(x) * Count(x); } }",

        // Bodies
        "public static partial class C { [Differentiable] public static double F(double x, int n) => checked(n * 2) * x + unchecked(n << 3) + checked((int)x) + (byte)n; [Differentiable] public static double G(double x, int n) { checked { n += 3; n++; double y = x * -n; return y; } } }",
        "public static partial class C { [Differentiable] public static unsafe double F(double x) => x * sizeof(int) + (nameof(x) == \"x\" ? x : 0) + (typeof(double) == typeof(float) ? x : 2 * x); }",
        "using static System.Math; public static partial class C { [Differentiable] public static double F(double x) => Sin(x) * Max(x, 2) + PI * x + Round(x, 2) + Round(x, MidpointRounding.ToZero) + Sign(x) * x; }",
        "public static partial class C\n{\n    [Differentiable]\r\n    public\tstatic double\n       F\n       (   double\n          x /* é */ )\n    {\n        // a\n#if DEBUG\n        return x;\n#else\r\n        return x /* b */ * x ; // c\n#endif\n    }\n}",
        "public static partial class C { [Differentiable] public static double F(double x) => - -x - -x + +x - (-(x - x)) - (x - (x - x)) / (x / (x * x)) % x; [Differentiable] public static double G(double x) => x * double.NaN + double.PositiveInfinity * x - double.Epsilon + 1e300 - -0.0 * x; [Differentiable] public static float H(float x) => x * 1e-20f - -0f + float.MaxValue * x; }",
        "public static partial class C { [Differentiable] public static double F(double x, DayOfWeek d, string s, char c) => (d == DayOfWeek.Monday ? x : -x) * (s == \"a\\\"\\n\" ? 2 : s.Length) + (c == 'x' ? x : 1) + ((int)d | 3); public enum @enum { @for } [Differentiable] public static double G(double x, @enum e) => e == @enum.@for ? x : x * x; }",
        "public static partial class C { [Differentiable] public static double F(double x, double y = 2, int n = 3) => x * y * n; [Differentiable] public static double G(double x) => F(x) + F(y: x, x: 2) + F(n: 1, x: x); private static double s_a = 3; private static double P { get; } = 2; [Differentiable] public static double H(double x) => x * s_a + P * x; }",
        "public static partial class C { [Differentiable] public static double F(double x, byte b, short s, char c, long l, uint u, ulong ul, nint ni) { b += 3; s *= 2; c++; l <<= 2; return x * b + s * x + c + (byte)(b + 1) + l % 5 + (u >> 1) + ul + ni; } }",
        "public static partial class C { [Differentiable] public static double F(double x) { double y, z = x; { double w = z; z = w * w; } { double w = 2 * z; z = w; } _ = x * 2; double q = (y = x * 2) * y; x = y = q; return x + y + z; } }",
        "public static partial class C { [Differentiable] public static double F(double x) { double a = x; if (x > 0) { double t = a * a; a = t; } else { double t = -a; a = t; } if (a > 3 && x < 5 || x == 2) a = a * 2; return a; } }",
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Sources.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void It_compiles_without_a_warning(int index)
    {
        var outcome = Run(index);
        Assert.Empty(outcome.GeneratorDiagnostics);
        Assert.Empty(outcome.AnalyzerDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        outcome.Load();
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Its_IR_is_legal_after_every_pass_and_survives_printing(int index)
    {
        var outcome = Run(index);
        foreach (var method in outcome.Before.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == "DifferentiableAttribute")))
        {
            var unit = SafeCompiler.Lower(method, outcome.Before, default);
            Legal(unit.Root!, "lowering");
            Assert.All(unit.Callees, c => Legal(c, "lowering"));
            var inlined = Inliner.Run(unit);
            Legal(inlined, "inlining");
            var hoisted = HoistParameters.Run(inlined);
            Legal(hoisted, "hoisting");
            var shaped = ShapePass.Run(hoisted).Function;
            Legal(shaped, "shapes");
            var derivative = MethodCompiler.Differentiated(unit, out _);
            Legal(derivative.Primal, "the passes before differentiation");
            Legal(Whole(derivative), "differentiation");
        }
    }

    private static GeneratorOutcome Run(int index) => GeneratorHarness.Run((Sources[index].StartsWith("using", StringComparison.Ordinal) ? "" : "using System;\nusing AutoDiffGen;\n") + Sources[index].Replace("using static System.Math;", "using System;\nusing AutoDiffGen;\nusing static System.Math;", StringComparison.Ordinal));

    // Forward and reverse as one function: the reverse sees what the forward defines.
    private static IrFunction Whole(Derivative derivative)
    {
        var reverse = derivative.Reverse;
        var ops = derivative.Forward.Body.Concat(reverse.Body)
            .Append(IrOp.Create("return", [derivative.Forward.Terminator.Operands[0]], []));
        var parameters = derivative.Primal.Parameters.Concat(reverse.Arguments.Select(a => new IrParameter(a))).ToEquatable();
        return derivative.Primal with { Parameters = parameters, Body = new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable()), ReturnShape = null };
    }

    private static void Legal(IrFunction function, string pass)
    {
        IrVerifier.ThrowIfIllegal(function, pass);
        Assert.Equal(function, IrParser.Parse(IrPrinter.Print(function)));
    }
}
