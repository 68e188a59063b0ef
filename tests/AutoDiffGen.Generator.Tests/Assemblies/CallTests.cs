using System.Reflection;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Assemblies;

/// <summary>
/// Calls into other assemblies. Each program is compiled as a chain of assemblies and as one, and both give bit for bit
/// the same numbers; what is generated for the last assembly is the same text.
/// </summary>
public class CallTests
{
    private const string Usings = "using System; using AutoDiffGen;\n";

    public static TheoryData<ReferenceKind> Kinds => [ReferenceKind.Image, ReferenceKind.ReferenceAssembly, ReferenceKind.Project];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_method(ReferenceKind kind) => Same(kind, "F", [0.7],
        "namespace Library; public static partial class Curves { [Differentiable] public static double Bell(double x) => Math.Exp(-x * x); }",
        "public static partial class C { [Differentiable] public static double F(double x) => Library.Curves.Bell(x) * x; }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Three_assemblies(ReferenceKind kind) => Same(kind, "F", [0.7, 1.3],
        "namespace First; public static partial class A { [Differentiable] public static double G(double x) { double sum = 0; for (int i = 0; i < 4; i++) { sum += Math.Sin(x * i); } return sum; } }",
        "namespace Second; public static partial class B { [Differentiable] public static double H(double x, double y) => First.A.G(x) * First.A.G(x * y); }",
        "public static partial class C { [Differentiable] public static double F(double x, double y) => Second.B.H(x, y) + First.A.G(y); }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Callees_that_are_hidden(ReferenceKind kind) => Same(kind, "F", [0.7],
        """
        namespace Library;
        public static partial class A
        {
            [Differentiable] public static double G(double x) => Own(x) + Inner.Deep(x) + Open(x);
            [Differentiable] private static double Own(double x) => x * x * Open(x);
            [Differentiable] public static double Open(double x) => Math.Cos(x);
        }
        internal static partial class Inner { [Differentiable] internal static double Deep(double x) => Math.Tanh(x); }
        """,
        "public static partial class C { [Differentiable] public static double F(double x) => Library.A.G(x) * 3; }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Arrays_loops_and_outputs(ReferenceKind kind)
    {
        string[] sources =
        [
            """
            namespace Library;
            public static partial class A
            {
                [Differentiable] public static void Scale(Span<double> a, double by, ref double sum) { for (int i = 0; i < a.Length; i++) { a[i] *= by; sum += a[i]; } }
                [Differentiable] public static double Norm(ReadOnlySpan<double> a) { double s = 0; foreach (double v in a) { if (v < 0) { continue; } s += v * v; } return Math.Sqrt(s); }
            }
            """,
            """
            public static partial class C
            {
                [Differentiable]
                public static double F(double[] a, double by)
                {
                    double sum = 1;
                    double[] copy = new double[a.Length];
                    for (int i = 0; i < a.Length; i++) { copy[i] = a[i]; }
                    Library.A.Scale(copy, by, ref sum);
                    return sum * Library.A.Norm(copy);
                }
            }
            """,
        ];
        var (chain, one) = Compiled(kind, sources);
        double[] a = [0.5, -1.5, 2.25];
        double[] first = new double[3], second = new double[3];
        object?[] x = [a, 1.5, null, null, false], y = [a, 1.5, null, null, false];
        var call = (Assembly assembly, double[] destination) => ((GradientOverArray)Delegate.CreateDelegate(typeof(GradientOverArray), assembly.GetType("C")!.GetMethod("FGradient")!))(a, 1.5, destination, out double d, false) + d;
        Assert.Equal(call(one, second), call(chain, first));
        Assert.Equal(second, first);
    }

    private delegate double GradientOverArray(double[] a, double by, Span<double> dA, out double dBy, bool accumulate);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Generic_methods(ReferenceKind kind) => Same(kind, "F", [0.7],
        """
        namespace Library;
        public static partial class A
        {
            [Differentiable] public static T G<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(x) * T.Pi + Twice(x);
            [Differentiable] public static T Twice<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x + x;
            [Differentiable] private static T Hidden<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x * T.CreateChecked(0.1);
            [Differentiable] public static U H<U>(U y) where U : System.Numerics.IFloatingPointIeee754<U> => G(y) * Hidden(y);
        }
        """,
        "public static partial class C { [Differentiable] public static double F(double x) => Library.A.G(x) + Library.A.H(x) + (double)Library.A.H((float)x) + Own(x); [Differentiable] public static V Own<V>(V x) where V : System.Numerics.IFloatingPointIeee754<V> => Library.A.H(x) * Library.A.G(x); }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Structs_with_their_members(ReferenceKind kind) => Same(kind, "F", [0.7, -0.4],
        """
        namespace Library;
        [Differentiable]
        public partial record struct Complex(double Re, double Im)
        {
            public double Norm => Math.Sqrt(Re * Re + Im * Im);
            public static Complex operator *(Complex a, Complex b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
            public readonly Complex Conjugate() => this with { Im = -Im };
            public static implicit operator Complex(double x) => new(x, 0);
        }
        [Differentiable]
        public partial struct Point
        {
            public double X, Y;
            [NoGradient] public double Weight;
            public Point(double x, double y) { X = x; Y = y * 2; Weight = 3; }
            public void Move(double by) { X += by; Y *= by; }
        }
        public static partial class A
        {
            [Differentiable] public static Complex Square(Complex z) => z * z;
        }
        """,
        """
        public static partial class C
        {
            [Differentiable]
            public static double F(double x, double y)
            {
                Library.Complex z = Library.A.Square(new Library.Complex(x, y)) * x;
                var (re, im) = z.Conjugate();
                var p = new Library.Point(x, y);
                p.Move(x);
                return z.Norm + re * im + p.X * p.Y * p.Weight + G(z);
            }

            [Differentiable]
            public static double G(Library.Complex z) => z.Re * z.Im;
        }
        """);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Private_and_internal_members(ReferenceKind kind) => Same(kind, "F", [0.7],
        """
        namespace Library;
        public sealed partial class Spring(double rest)
        {
            private readonly double _stiffness = 2.5;
            internal double Damping = 0.5;
            private double Extra { get; } = 0.25;
            [Differentiable] public double Energy(double x) => _stiffness * (x - rest) * (x - rest) + Damping * x + Extra;
        }
        public static partial class Physics
        {
            private static double s_gravity = 9.81;
            internal static double Scale { get; } = 1.5;
            private static int Steps(int n) => n + 2;
            [Differentiable] public static double Fall(double t)
            {
                double y = t;
                for (int i = 0; i < Steps(1); i++) { y = y * s_gravity / 10 + Log.Level; }
                return y * Scale + Log.Next(2);
            }
        }
        internal static class Log { internal static double Level = 0.125; public static double Next(int n) => n * 0.5; }
        """,
        "public static partial class C { private static readonly Library.Spring s_spring = new(0.3); [Differentiable] public static double F(double x) => s_spring.Energy(x) * Library.Physics.Fall(x); }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Methods_with_rules(ReferenceKind kind) => Same(kind, "F", [0.7],
        """
        namespace Library;
        public static partial class A
        {
            public static double Raw(double x) => x * x * x;
            [Differentiable] public static double G(double x) => Raw(x) + Own(x);
            [Differentiable] public static double Own(double x) => Math.Floor(x) + x;
        }
        public static class Rules
        {
            [DerivativeOf(typeof(A), nameof(A.Raw))] public static void Raw(double x, double cotangent, out double dX) => dX = 30 * x * x * cotangent;
            [DerivativeOf(typeof(A), nameof(A.Own))] public static void Own(double cotangent, out double dX) => dX = 7 * cotangent;
        }
        """,
        "public static partial class C { [Differentiable] public static double F(double x) => Library.A.G(x) * Library.A.Own(x); }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Constants_strings_and_throws(ReferenceKind kind) => Same(kind, "F", [0.7],
        """"
        namespace Library;
        public enum Mode { Plain, Steep }
        public static partial class A
        {
            [Differentiable] public static double G(double x, Mode mode)
            {
                if (x > 1e9) { throw new ArgumentException("a \"quoted\" \\ text\r\n\t\u2028 \ud800 \"\"\"\" and 'T'", nameof(x)); }
                double top = x > 100 ? double.PositiveInfinity : x < -100 ? double.NaN : -0.0;
                return mode == Mode.Steep ? x * 3 + top : x;
            }
        }
        """",
        "public static partial class C { [Differentiable] public static double F(double x) => Library.A.G(x, x > 0 ? Library.Mode.Steep : Library.Mode.Plain) * x; }");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void References_and_setters(ReferenceKind kind) => Same(kind, "F", [0.7, -0.4],
        """
        namespace Library;
        [Differentiable]
        public partial struct Pair
        {
            public double A, B;
            public double Both { readonly get => A * B; set { A = value; B = value * 2; } }
            public double this[int i] { readonly get => i == 0 ? A : B; set { if (i == 0) { A = value; } else { B = value; } } }
        }
        public static partial class A
        {
            [Differentiable] public static double Sum(in Pair p) => p.A + 3 * p.B;
        }
        [Differentiable] public static partial class Helpers { public static ref double Pick(ref double a, ref double b, bool first) { if (first) { return ref a; } return ref b; } }
        """,
        "public static partial class C { [Differentiable] public static double F(double x, double y) { var p = new Library.Pair { A = x }; p.Both = x * y; int k = x > 0 ? 1 : 0; p[k] = p[1 - k] * y; double a = x, b = y; Library.Helpers.Pick(ref a, ref b, x > 0) *= y; return Library.A.Sum(p) * p.Both + a * b; } }");

    [Fact]
    public void Internal_methods_for_those_that_are_told_of_them()
    {
        var chain = new AssemblyChain(ReferenceKind.ReferenceAssembly,
            ("Library", Usings + "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")] namespace Library; internal static partial class A { internal static double Scale = 2; [Differentiable] internal static double G(double x) => x * x * Scale; }"),
            ("Friend", Usings + "public static partial class C { [Differentiable] public static double F(double x) => Library.A.G(x); }"));
        Assert.Equal([4.5, 6], Numbers(chain.Load(), "F", [1.5]));
        Assert.DoesNotContain("UnsafeAccessor", chain.Last.AllSources, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_only_has_hidden_methods_tells_nothing()
    {
        Assert.Equal("", GeneratorHarness.Run(Usings + "internal static partial class A { [Differentiable] internal static double G(double x) => x * x; }").Exports);
        Assert.Equal("", GeneratorHarness.Run(Usings + "public static partial class A { [Differentiable] private static double G(double x) => x * x; }").Exports);
    }

    private static void Same(ReferenceKind kind, string method, object[] arguments, params string[] sources)
    {
        var (chain, one) = Compiled(kind, sources);
        var expected = Numbers(one, method, arguments);
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), Numbers(chain, method, arguments).Select(BitConverter.DoubleToInt64Bits));
    }

    private static (Assembly Chain, Assembly One) Compiled(ReferenceKind kind, string[] sources)
    {
        var chain = new AssemblyChain(kind, [.. sources.Select((s, i) => ($"Assembly{i}", Usings + s))]);
        var one = GeneratorHarness.Run([.. sources.Select(s => Usings + s)]);
        for (int i = 0; i < sources.Length; i++)
        {
            Assert.Empty(chain[i].AnalyzerDiagnostics());
        }

        foreach (var (hint, text) in chain.Last.Sources)
        {
            Assert.Equal(WithoutAccessors(one.Sources[hint]), WithoutAccessors(text));
        }

        return (chain.Load(), one.Load());
    }

    // Members of the own assembly need fewer accessors.
    private static string WithoutAccessors(string text) => text.Contains("UnsafeAccessor", StringComparison.Ordinal) ? "" : text;

    private static double[] Numbers(Assembly assembly, string method, object[] arguments) =>
        Calls.Gradient(assembly.GetType("C", throwOnError: true)!.GetMethod(method + "Gradient")!, null, arguments);
}
