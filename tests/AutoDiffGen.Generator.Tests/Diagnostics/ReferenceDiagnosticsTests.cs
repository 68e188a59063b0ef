using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using static AutoDiffGen.Generator.Tests.Support.AssemblyChain;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What is said of calls into other assemblies that cannot be differentiated, at the call.</summary>
public class ReferenceDiagnosticsTests
{
    private const string Usings = "using System; using System.Numerics.Tensors; using AutoDiffGen; using static AutoDiffGen.Ops;\n";
    private const string Square = "namespace Library; public static partial class A { [Differentiable] public static double G(double x) => x * x; }";
    private const string CallsG = "public static partial class C { [Differentiable] public static double F(double x) => {|ADG0012:Library.A.G(x)|} * 2; }";

    [Fact]
    public void A_library_that_tells_nothing() => Changed(Square,
        c => c.RemoveSyntaxTrees(c.SyntaxTrees.Where(t => t.FilePath.EndsWith(ExportEmitter.HintName, StringComparison.Ordinal))), CallsG,
        "'G' of the assembly 'Library' cannot be differentiated here: 'Library' holds no derivative of it: it was built without the generator, or with AutoDiffGenExport switched off");

    [Fact]
    public void A_library_of_another_version() => Changed(Square, AssemblyChain.Changed(IrDocument.Version, "9.0.0-00000000"), "public static partial class C { [Differentiable] public static double F(double x) => {|ADG0013:Library.A.G(x)|} * 2; }",
        $"'G' of the assembly 'Library' was built with version 9.0.0-00000000 of AutoDiffGen, and this project with version {IrDocument.Version}: build both with the same one");

    [Theory]
    [InlineData("mul %0, %0 : f64", "mul %0, : f64", "line 3: '%' expected at ': f64'")]
    [InlineData("mul %0, %0 : f64", "mul %0, %7 : f64", "'mul' uses %7, which is not defined before it.")]
    [InlineData("mul %0, %0 : f64", "frobnicate %0, %0 : f64", "'frobnicate' is not an operation.")]
    [InlineData("mul %0, %0 : f64", "mul %0, %99999999999999999 : f64", "Value was either too large or too small for an Int32.")]
    [InlineData("mul %0, %0 : f64", "load %0 : struct<S>", "line 3: a known struct expected at ''")]
    [InlineData("ir \"", "IR \"", "there is no version")]
    [InlineData("return %1", "", "'mul' stands at place 0 of a block that ends in 'return'.")]
    public void A_text_that_is_damaged(string from, string to, string damage) => Changed(Square, AssemblyChain.Changed(from, to), CallsG,
        $"'G' of the assembly 'Library' cannot be differentiated here: its text in 'Library' is damaged ({damage})");

    [Theory]
    [InlineData("[Differentiable] public static double G(double x) => x > 1 ? G(x / 2) : x; }", "'G' calls itself, and a derivative of its own is not visible outside of its assembly")]
    [InlineData("[Differentiable] public static double G(double x) => R(x, 3); [Differentiable] private static double R(double x, int n) => n > 1 ? R(x, n - 1) * x : x; }", "it calls 'R', which calls itself and is not visible outside of its assembly")]
    [InlineData("[Differentiable] public static double G(double x) { Log.Note(Level.High); return x; } } internal enum Level { High } internal static class Log { internal static void Note(Level level) { } }", "its body names 'Library.Level', which is not visible here")]
    [InlineData("private static int Zero<T>(T x) => 0; [Differentiable] public static double G(double x) => x + Zero(\"\"); }", "it uses 'Zero' of 'Library.A', which only that type or its assembly can name")]
    [InlineData("public static double Raw(double x) => x; [Differentiable] public static double G(double x) => Raw(x); } internal static class R { [DerivativeOf(typeof(A), nameof(A.Raw))] internal static void Raw(double cotangent, out double dX) => dX = cotangent; }", "its body names 'Library.R', which is not visible here")]
    public void A_body_that_cannot_stand_elsewhere(string library, string reason) => Held(ReferenceKind.Image, CallsG, [$"'G' of the assembly 'Library' cannot be differentiated here: {reason}"],
        "namespace Library; public static partial class A { " + library);

    [Fact]
    public void A_helper_that_is_in_error() => Held(ReferenceKind.Image,
        "public static partial class C { [Differentiable] public static double F(double x) => {|ADG0012:Library.A.G(x)|}; }",
        ["'G' of the assembly 'Library' cannot be differentiated here: it is in error itself: A differentiable method cannot contain a goto yet: use loops, break, continue and return"],
        "namespace Library; [Differentiable] public static partial class A { public static double G(double x) { if (x > 0) { goto end; } x = 2; end: return x; } }");

    [Fact]
    public void A_callee_of_an_assembly_that_is_not_referenced()
    {
        var chain = new AssemblyChain(ReferenceKind.Image, ("First", Usings + "namespace First; public static partial class A { [Differentiable] public static double G(double x) => x * x; }"),
            ("Library", Usings + "namespace Library; public static partial class A { [Differentiable] public static double G(double x) => First.A.G(x); }"));
        var (source, marks) = Expected.Read(Usings + CallsG);
        Expected.Hold(GeneratorHarness.Run(GeneratorHarness.Compile(source).AddReferences(chain.References[1])), source, marks,
            ["'G' of the assembly 'First' cannot be differentiated here: this project does not reference 'First'"]);
    }

    [Theory]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.ReferenceAssembly)]
    [InlineData(ReferenceKind.Project)]
    public void Shapes_that_do_not_fit(ReferenceKind kind) => Held(kind,
        "public static partial class C { [Differentiable] public static float F([Shape(\"B\", \"E\")] Tensor<float> x, [Shape(\"E\", \"B\")] Tensor<float> y) => {|ADG0102:Library.A.Dot(x, y)|}; }",
        ["b is declared as (N, M), but 'y' is (E, B)."],
        "namespace Library; public static partial class A { [Differentiable] public static float Dot([Shape(\"N\", \"M\")] Tensor<float> a, [Shape(\"N\", \"M\")] Tensor<float> b) => Sum(a * b); }");

    private static void Held(ReferenceKind kind, string marked, string[] messages, string library)
    {
        var chain = new AssemblyChain(kind, ("Library", Usings + library));
        var (source, marks) = Expected.Read(Usings + marked);
        Expected.Hold(GeneratorHarness.Run(GeneratorHarness.Compile(source).AddReferences(chain.References)), source, marks, messages);
    }

    private static void Changed(string library, Func<Compilation, Compilation> change, string marked, string message)
    {
        foreach (var kind in Enum.GetValues<ReferenceKind>())
        {
            var chain = new AssemblyChain(kind).Add(kind, GeneratorHarness.Compile(Usings + library).WithAssemblyName("Library"), change);
            var (source, marks) = Expected.Read(Usings + marked);
            Expected.Hold(GeneratorHarness.Run(GeneratorHarness.Compile(source).AddReferences(chain.References)), source, marks, [message]);
        }
    }
}
