using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What a declaration alone forbids.</summary>
public class SignatureDiagnosticsTests
{
    private const string Numbers = "use float, double, a type parameter bound to IFloatingPointIeee754, or an array, span, tensor, tuple or marked struct of these";

    [Fact]
    public void A_type_that_is_not_partial_cannot_take_the_derivative() => Expected.Diagnostic(
        "public static class C { [AutoDiffGen.Differentiable] public static double {|ADG0002:F|}(double x) => x; }",
        "The derivative of 'F' is generated into 'C', so 'C' must be partial: write 'partial' in its declaration");

    [Fact]
    public void An_enclosing_type_that_is_not_partial_is_named() => Expected.Diagnostic(
        "public class Outer { public static partial class C { [AutoDiffGen.Differentiable] public static double {|ADG0002:F|}(double x) => x; } }",
        "The derivative of 'F' is generated into 'C', so 'Outer' must be partial: write 'partial' in its declaration");

    [Theory]
    [InlineData("public static async System.Threading.Tasks.Task<double> {|ADG0003:F|}(double x) { await System.Threading.Tasks.Task.Yield(); return x; }",
        "'F' is an async method, which cannot be differentiated: a derivative runs to its end at once: await outside of it")]
    [InlineData("public virtual T {|ADG0003:F|}<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x;",
        "'F' is a generic method that is virtual or implements an interface, which cannot be differentiated: make the type generic instead, or write one method for each type")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"m\")] public static extern double {|ADG0003:F|}(double x);",
        "'F' is an extern method, which cannot be differentiated: its body is not C#; write the method in C#")]
    [InlineData("public static void {|ADG0003:F|}(double x) { }",
        "'F' is a method that gives nothing back, which cannot be differentiated: return the result, or write it to an array, a span, or a ref or out parameter")]
    [InlineData("public static ref double {|ADG0003:F|}(double x) => ref s_x; private static double s_x = 1;",
        "'F' is a method that returns a reference, which cannot be differentiated: return the value")]
    [InlineData("public static ref readonly double {|ADG0003:F|}(double x) => ref s_x; private static double s_x = 1;",
        "'F' is a method that returns a reference, which cannot be differentiated: return the value")]
    public void A_kind_of_method_that_has_no_derivative(string method, string message) =>
        Expected.Diagnostic($"public abstract partial class C {{ [AutoDiffGen.Differentiable] {method} }}", message);

    [Fact]
    public void A_file_local_type_has_no_second_part() => Expected.Diagnostic(
        "file static partial class C { [AutoDiffGen.Differentiable] public static double {|ADG0003:F|}(double x) => x; }",
        "'F' is a method of a file-local type, which cannot be differentiated: the generated part stands in another file, so drop the modifier 'file'");

    [Fact]
    public void An_interface_has_no_bodies_to_differentiate() => Expected.Diagnostic(
        "public partial interface I { [AutoDiffGen.Differentiable] double {|ADG0003:F|}(double x) => x; }",
        "'F' is a method of an interface with a body, which cannot be differentiated: an interface only declares what is differentiated: move the body to the types that implement it");

    [Fact]
    public void A_static_abstract_member_is_no_method_of_an_object() => Expected.Diagnostic(
        "public partial interface I { [AutoDiffGen.Differentiable] static abstract double {|ADG0003:F|}(double x); }",
        "'F' is a static abstract or virtual member of an interface, which cannot be differentiated: make it an instance member, or call the types' own methods");

    [Fact]
    public void A_struct_that_implements_an_interface_may_not_change_itself() => Expected.Diagnostic(
        "public partial interface I { [AutoDiffGen.Differentiable] double F(double x); } public partial struct S : I { [AutoDiffGen.Differentiable] public double {|ADG0003:F|}(double x) => x; }",
        "'F' is a method of a struct that may change the struct, which cannot be differentiated: mark the method or the struct readonly", "CS0535", "CS0535", "CS0535");

    [Theory]
    [InlineData("public partial class C { [AutoDiffGen.Differentiable] public virtual double[] {|ADG0003:F|}(double[] x) => x; }")]
    [InlineData("public partial interface I { [AutoDiffGen.Differentiable] double[] {|ADG0003:F|}(double[] x); }")]
    [InlineData("public partial class C { [AutoDiffGen.Differentiable] public virtual System.Span<double> {|ADG0003:F|}(double[] x) => x; }")]
    [InlineData("public partial interface I { [AutoDiffGen.Differentiable] double[,] {|ADG0003:F|}(double[,] x); }")]
    public void An_array_does_not_come_out_of_a_body_that_is_not_known(string text) => Expected.Diagnostic(
        text, "'F' is a method that is virtual or implements an interface, and gives an array, which cannot be differentiated: let it fill an array or span that is passed in");

    [Theory]
    [InlineData("public abstract partial class B { [AutoDiffGen.Differentiable] public abstract double F(double x); } public sealed partial class C : B { public override double {|ADG0209:F|}(double x) => x; }",
        "'F' overrides 'B.F', which is marked [Differentiable], and would be differentiated as something else: mark it [Differentiable] too", "CS0534")]
    [InlineData("public partial class B { [AutoDiffGen.Differentiable] public virtual double F(double x) => x; } public partial class C : B { public override double {|ADG0209:F|}(double x) => x; }",
        "'F' overrides 'B.F', which is marked [Differentiable], and would be differentiated as something else: mark it [Differentiable] too", "")]
    [InlineData("public partial interface I { [AutoDiffGen.Differentiable] double F(double x); } public sealed partial class C : I { public double {|ADG0209:F|}(double x) => x; }",
        "'F' implements 'I.F', which is marked [Differentiable], and would be differentiated as something else: mark it [Differentiable] too", "CS0535")]
    [InlineData("public partial interface I { [AutoDiffGen.Differentiable] double F(double x); } public class B { public double F(double x) => x; } public sealed partial class {|ADG0209:C|} : B, I { }",
        "'F' implements 'I.F', which is marked [Differentiable], and would be differentiated as something else: mark it [Differentiable] too", "CS0535")]
    public void An_override_without_a_mark(string text, string message, string also) => Expected.Diagnostic(text, message, also.Length == 0 ? [] : [also, also, also]);

    [Fact]
    public void An_instance_method_of_a_struct_is_for_later() => Expected.Diagnostic(
        "public partial struct S { [AutoDiffGen.Differentiable] public double {|ADG0003:F|}(double x) => x; }",
        "'F' is an instance method of the struct S, which cannot be differentiated: make it static and pass the struct as a parameter; other differentiable methods may call it as it is");

    [Fact]
    public void A_partial_method_without_a_body_has_none_to_differentiate() => Expected.Diagnostic(
        "public static partial class C { [AutoDiffGen.Differentiable] public static partial double {|ADG0003:F|}(double x); }",
        "'F' is a method without a body, which cannot be differentiated: give it a body, or differentiate the methods that implement it", "CS8795");

    [Theory]
    [InlineData("decimal?")]
    [InlineData("decimal")]
    [InlineData("int")]
    [InlineData("bool")]
    [InlineData("string")]
    [InlineData("object")]
    [InlineData("int[]")]
    [InlineData("int[,]")]
    [InlineData("double[][][]")]
    [InlineData("double[][,]")]
    [InlineData("(double[], double)")]
    [InlineData("System.DateTime")]
    [InlineData("dynamic")]
    public void A_result_that_is_no_number(string type) => Expected.Diagnostic(
        $"public static partial class C {{ [AutoDiffGen.Differentiable] public static {{|ADG0004:{type}|}} F(double x) => default!; }}",
        $"'F' returns '{type}': a differentiable method returns float, double, a type parameter bound to IFloatingPointIeee754, a Tensor, an array or a span of one of these, or a tuple or marked struct of numbers");

    [Theory]
    [InlineData("ref")]
    [InlineData("out")]
    public void A_parameter_by_reference(string kind) => Expected.Diagnostic(
        $"public static partial class C {{ [AutoDiffGen.Differentiable] public static double F(double y, {{|ADG0005:{kind} double[] x|}}) {{ {(kind == "out" ? "x = [];" : "")} return y; }} }}",
        $"The parameter 'x' is passed by '{kind}', which cannot be differentiated for a parameter of its type: pass it by value");

    [Theory]
    [InlineData("decimal[] x", "decimal[]")]
    [InlineData("System.Span<decimal> x", "System.Span<decimal>")]
    [InlineData("decimal x", "decimal")]
    [InlineData("decimal? x", "decimal?")]
    [InlineData("(double, decimal) x", "(double, decimal)")]
    [InlineData("System.Numerics.Tensors.Tensor<double>[] x", "System.Numerics.Tensors.Tensor<double>[]")]
    [InlineData("params decimal[] x", "decimal[]")]
    [InlineData("double[][][] x", "double[][][]")]
    [InlineData("double[][,] x", "double[][,]")]
    [InlineData("System.TimeSpan x", "System.TimeSpan")]
    public void A_parameter_of_a_type_without_derivative(string parameter, string type) => Expected.Diagnostic(
        $"public static partial class C {{ [AutoDiffGen.Differentiable] public static double F(double y, {{|ADG0006:{parameter}|}}) => y; }}",
        $"The parameter 'x' has the type '{type}', through which no derivative can pass yet: {Numbers}");

    [Fact]
    public void A_struct_whose_adjoint_has_no_type() => Expected.Diagnostic(
        "public readonly record struct P(double X, double Y); public static partial class C { [AutoDiffGen.Differentiable] public static double F({|ADG0207:P p|}) => p.X * p.Y; }",
        "Adjoints of 'P' are needed here, in a parameter, a result or an array, so it must be a partial struct or class marked [Differentiable], without a member 'Gradient': the type of that name is generated then");

    [Fact]
    public void Several_parameters_in_error_are_all_told() => Expected.Diagnostics(
        "public static partial class C { [AutoDiffGen.Differentiable] public static double F({|ADG0005:ref double[] x|}, {|ADG0006:decimal[] y|}) { return 1; } }",
        [
            "The parameter 'x' is passed by 'ref', which cannot be differentiated for a parameter of its type: pass it by value",
            $"The parameter 'y' has the type 'decimal[]', through which no derivative can pass yet: {Numbers}",
        ]);

    [Fact]
    public void Only_a_number_has_a_Hessian() => Expected.Diagnostic(
        "using AutoDiffGen; public static partial class C { [Differentiable(Modes = DerivativeModes.HessianVector)] public static void {|ADG0003:F|}(double[] x) { x[0] *= 2; } }",
        "'F' is a method that asks for Hessian-vector products and does not return a number, which cannot be differentiated: return a number, whose Hessian there is, or ask for Reverse and Forward alone");

    [Fact]
    public void Only_a_number_has_a_whole_Hessian() => Expected.Diagnostic(
        "using AutoDiffGen; public static partial class C { [Differentiable(Modes = DerivativeModes.Hessian)] public static void {|ADG0003:F|}(double[] x) { x[0] *= 2; } }",
        "'F' is a method that asks for a Hessian and does not return a number, which cannot be differentiated: return a number, whose Hessian there is, or ask for DerivativeModes.Jacobian");

    [Fact]
    public void A_virtual_method_has_no_matrices() => Expected.Diagnostic(
        "using AutoDiffGen; public partial class C { [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Jacobian)] public virtual double {|ADG0003:F|}(double x) => x * x; }",
        "'F' is a method that asks for a Jacobian or Hessian and is virtual or implements an interface, which cannot be differentiated: ask for them on a method that is neither, which the virtual one may call");

    [Fact]
    public void A_method_with_nothing_to_differentiate_with_respect_to_is_warned_of() => Expected.Diagnostic(
        "public static partial class C { [AutoDiffGen.Differentiable] public static double {|ADG0302:F|}(int n, [AutoDiffGen.NoGradient] double x) => n * x; }",
        "'F' has no parameter that can carry a derivative: use float, double, or an array, span, tensor, tuple or marked struct of these");

    [Theory]
    [InlineData("3")]
    [InlineData("System.Math.Floor(x)")]
    [InlineData("(int)x")]
    [InlineData("x > 0 ? 1 : 2")]
    public void A_result_that_depends_on_no_parameter_is_warned_of(string result) => Expected.Diagnostic(
        $"public static partial class C {{ [AutoDiffGen.Differentiable] public static double {{|ADG0301:F|}}(double x) => {result}; }}",
        "The result of 'F' does not depend on any parameter in a differentiable way: its gradient is zero everywhere");
}
