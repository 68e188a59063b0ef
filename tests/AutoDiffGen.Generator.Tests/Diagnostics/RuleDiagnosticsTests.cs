using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What forbids a rule, at the rule; and at a call, what forbids that call.</summary>
public class RuleDiagnosticsTests
{
    private const string Head = """
        using System;
        using AutoDiffGen;
        namespace Samples;
        public static class Foreign
        {
            public static double Cube(double x) => x * x * x;
            public static double Sum(double[] values) => values[0];
            public static double Two(double x, double y) => x * y;
            public static int Whole(double x) => (int)x;
            public static double Named(double x, int n) => x;
            public static double Named(double x, string s) => x;
        }
        public class Open { public virtual double Value(double x) => x; }
        public static partial class C
        {
            [Differentiable] public static double Call(double x) => Foreign.Cube(x);

        """;

    private const string Cube = "static void Cube([double x], [double result], double cotangent, out double dX), where what stands in brackets may be left out";

    [Theory]
    [InlineData("internal static void {|ADG0501:Cube|}(double x, out double dX) => dX = 0;", "it takes no 'cotangent'")]
    [InlineData("internal static void {|ADG0501:Cube|}(double x, double cotangent) { }", "it has no destination")]
    [InlineData("internal static double {|ADG0501:Cube|}(double x, double cotangent, out double dX) => dX = 0;", "it must be static and return nothing")]
    [InlineData("internal static void {|ADG0501:Cube|}(double y, double cotangent, out double dX) => dX = 0;", "the parameter 'y' is none that the method has, or has another type")]
    [InlineData("internal static void {|ADG0501:Cube|}(float x, double cotangent, out double dX) => dX = 0;", "the parameter 'x' is none that the method has, or has another type")]
    [InlineData("internal static void {|ADG0501:Cube|}(double cotangent, out float dX) => dX = 0;", "the parameter 'dX' is none that the method has, or has another type")]
    [InlineData("internal static void {|ADG0501:Cube|}<T>(double cotangent, out double dX) => dX = 0;", "it must have the type parameters of the method")]
    [InlineData("internal static void {|ADG0501:Cube|}(double cotangent, out double dX, bool accumulate) => dX = 0;", "'accumulate' is for destinations that are arrays")]
    public void A_signature_that_does_not_fit(string rule, string problem) => Expected.Diagnostics(
        Head.Replace("=> Foreign.Cube(x);", "=> {|ADG0014:Foreign.Cube(x)|};", StringComparison.Ordinal)
            + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))] " + rule + " }",
        ["'Call' calls 'Cube', which is in error itself: mend 'Cube' first", $"'Cube' is no pullback of 'Samples.Foreign.Cube': {problem}. It should be: {Cube}"]);

    [Fact]
    public void A_forward_method_that_does_not_fit() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Two), Forward = nameof(Keep))] internal static void {|ADG0501:Two|}(double residual, double cotangent, out double dX) => dX = 0; internal static double Keep(double x, out double residual) => residual = x;",
        "'Two' is no pullback of 'Samples.Foreign.Two': Forward names 'Keep', of which no overload takes the method's parameters, returns its result and gives a residual, a value without references, in a last 'out' parameter. It should be: static void Two([double x], [double y], [double result], double cotangent, [out double dX], [out double dY]), where what stands in brackets may be left out");

    [Fact]
    public void An_array_without_accumulate() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Sum))] internal static void {|ADG0501:Sum|}(double cotangent, Span<double> dValues) => dValues[0] = 0;",
        "'Sum' is no pullback of 'Samples.Foreign.Sum': 'bool accumulate' is missing. It should be: static void Sum([double[] values], [double result], double cotangent, Span<double> dValues, bool accumulate), where what stands in brackets may be left out");

    [Fact]
    public void Overloads_that_cannot_be_told_apart() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Named))] internal static void {|ADG0501:Named|}(double cotangent, out double dX) => dX = cotangent;",
        "'Named' is no pullback of 'Samples.Foreign.Named': several overloads fit: name the parameters of the one that is meant. It should be: static void Named([double x], [int n], [double result], double cotangent, out double dX), where what stands in brackets may be left out");

    [Theory]
    [InlineData("typeof(Foreign), \"None\"", "'Samples.Foreign' declares no method 'None'")]
    [InlineData("typeof(Foreign), nameof(Foreign.Whole)", "'Samples.Foreign.Whole' returns 'int': only a method that returns float, double or a type parameter bound to IFloatingPointIeee754 can have a rule yet")]
    [InlineData("typeof(Open), nameof(Open.Value)", "'Samples.Open.Value' is virtual, abstract or overriding, and a rule would speak for every override")]
    public void A_method_that_can_have_no_rule(string target, string problem) => Of(
        $"[DerivativeOf({target})] internal static void {{|ADG0502:Rule|}}(double x, double cotangent, out double dX) => dX = cotangent;", $"'Rule' can be no rule: {problem}");

    [Fact]
    public void Two_rules_for_one_method() => Expected.Diagnostics(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + """
            [DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))] internal static void {|ADG0503:A|}(double x, double cotangent, out double dX) => dX = 3 * x * x * cotangent;
            [DerivativeOfAttribute(typeof(Foreign), "Cube")] internal static void {|ADG0503:B|}(double x, double cotangent, out double dX) => dX = 3 * x * x * cotangent;
        }
        """,
        ["'A' and 'B' are both rules for 'Samples.Foreign.Cube': remove one of them", "'B' and 'A' are both rules for 'Samples.Foreign.Cube': remove one of them"]);

    [Fact]
    public void A_rule_that_nothing_uses() => Expected.Diagnostic(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))] internal static void {|ADG0504:Rule|}(double x, double cotangent, out double dX) => dX = 3 * x * x * cotangent; }",
        "No differentiable method here calls 'Samples.Foreign.Cube', so that the rule 'Rule' has no effect");

    [Theory]
    [InlineData("double s = {|ADG0505:Foreign.Sum(a)|}; a[0] = 0; return s;")]
    [InlineData("double s = 0; for (int i = 0; i < 2; i++) { a[0] = s; s += {|ADG0505:Foreign.Sum(a)|}; } return s;")]
    public void An_array_that_changes_before_its_rule_reads_it(string body) => Expected.Diagnostic(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Sum))] internal static void Rule(double[] values, double cotangent, Span<double> dValues, bool accumulate) => dValues[0] += values[0] * cotangent; [Differentiable] public static double F(double[] a) { " + body + " } }",
        "The rule 'Samples.C.Rule' reads 'a' in the reverse pass, when its contents may no longer be those of this call: pass a copy that nothing writes to, or save what the rule needs with Forward");

    [Fact]
    public void A_private_rule() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Two))] private static void {|ADG0506:Rule|}(double y, double x, double cotangent, out double dX) => dX = y;",
        "The rule 'Rule' is called from the derivatives of other types, so 'Rule' must be internal or public");

    [Fact]
    public void A_rule_over_arrays_in_forward_mode() => Expected.Diagnostic(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Sum))] internal static void Rule(double cotangent, Span<double> dValues, bool accumulate) => dValues[0] += cotangent; [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)] public static double F(double[] a) => {|ADG0507:Foreign.Sum(a)|}; }",
        "The rule 'Samples.C.Rule' has a destination that is an array, which forward mode cannot use yet: leave DerivativeModes.Forward out, or write the call as a loop");

    private static void Of(string rule, string message) =>
        Expected.Diagnostic(Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + rule + " }", message);
}
