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
            public static void Halve(double[] values) { for (int i = 0; i < values.Length; i++) { values[i] /= 2; } }
            public static double Through(double[] values) { var same = values; Span<double> part = same.AsSpan(1); Halve2(part); return 0; }
            private static void Halve2(Span<double> span) => (span[0], span[1]) = (span[1], span[0]);
            public static double Kept(double[] values) { s_kept = values; return values[0]; }
            private static double[]? s_kept;
            public static double Rows(double x, double[][] rows) { foreach (var row in rows) { row[0] = x; } return x; }
            public static double Matched(double[] values) { if (values is { } same) { same[0] = 1; } return 0; }
            public static double Looked(double[] values) { double sum = 0; foreach (double v in values) { sum += v; } return values is null ? 0 : sum + values[^1]; }
            public static double Counted(double x, int[] counts) { counts[0]++; return x; }
            public static void Turned(ref double x, out double y, double angle) => y = x += angle;
            public static double Corner(double x, double[,] values) => x * values[0, 0];
            public static void Shift(double[] from, double[] to) => from.AsSpan().CopyTo(to);
        }
        public class Box<T> { public static double Value(double x) => x; }
        public class Open { public virtual double Value(double x) => x; }
        public static partial class C
        {
            [Differentiable] public static double Call(double x) => Foreign.Cube(x);

        """;

    private const string Cube = "internal static void Cube(double x, double result, double cotangent, out double dX); what the rule has no need of, other than cotangents, may be left out";

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
        ["'Call' calls 'Cube', which is in error itself: mend 'Cube' first", $"'Cube' is no pullback of 'Samples.Foreign.Cube': {problem}. In full it is: {Cube}"]);

    [Fact]
    public void A_forward_method_that_does_not_fit() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Two), Forward = nameof(Keep))] internal static void {|ADG0501:Two|}(double residual, double cotangent, out double dX) => dX = 0; internal static double Keep(double x, out double residual) => residual = x;",
        "'Two' is no pullback of 'Samples.Foreign.Two': Forward names 'Keep', of which no overload takes the method's parameters, returns its result and gives a residual, a value without references, in a last 'out' parameter. In full it is: internal static void Two(double x, double y, double result, double cotangent, out double dX, out double dY); what the rule has no need of, other than cotangents, may be left out");

    [Fact]
    public void An_array_without_accumulate() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Sum))] internal static void {|ADG0501:Sum|}(double cotangent, Span<double> dValues) => dValues[0] = 0;",
        "'Sum' is no pullback of 'Samples.Foreign.Sum': 'bool accumulate' is missing. In full it is: internal static void Sum(ReadOnlySpan<double> values, double result, double cotangent, Span<double> dValues, bool accumulate); what the rule has no need of, other than cotangents, may be left out");

    [Fact]
    public void Overloads_that_cannot_be_told_apart() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Named))] internal static void {|ADG0501:Named|}(double cotangent, out double dX) => dX = cotangent;",
        "'Named' is no pullback of 'Samples.Foreign.Named': several overloads fit: name the parameters of the one that is meant. In full it is: internal static void Named(double x, int n, double result, double cotangent, out double dX); what the rule has no need of, other than cotangents, may be left out");

    [Theory]
    [InlineData("typeof(Foreign), \"None\"", "'Samples.Foreign' declares no method 'None'")]
    [InlineData("typeof(Foreign), nameof(Foreign.Whole)", "'Samples.Foreign.Whole' returns 'int', and gives nothing back that has a derivative")]
    [InlineData("typeof(Open), nameof(Open.Value)", "'Samples.Open.Value' is virtual, abstract or overriding, and a rule would speak for every override: give the rule to a method that is not, and call that")]
    [InlineData("typeof(Box<double>), \"Value\"", "'Samples.Box<double>.Value' belongs to a generic type: give the rule to a method of another type that calls it, which may be generic itself")]
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

    [Fact]
    public void A_rule_in_a_second_derivative_of_an_array_that_changes() => Expected.Diagnostic(
        """
        using AutoDiffGen;
        public static class Foreign { public static double First(double[] v) => v[0] * v[1]; }
        public static partial class C
        {
            [DerivativeOf(typeof(Foreign), nameof(Foreign.First))] internal static void Rule(double[] v, double cotangent, System.Span<double> dV, bool accumulate) => dV[0] += v[1] * cotangent;
            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.HessianVector)] public static double F(double x) { double s = 0; for (int i = 0; i < 2; i++) { double[] a = [x, s]; s += {|ADG0220:Foreign.First(a)|}; a[0] = 1; } return s; }
        }
        """,
        "The derivative of 'F' cannot be differentiated here: the rule 'C.Rule' is written by hand and has no derivative itself");

    [Fact]
    public void An_array_of_several_dimensions_that_changes_before_its_rule_reads_it() => Expected.Diagnostic(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Corner))] internal static void Rule(double[,] values, double cotangent, out double dX) => dX = values[0, 0] * cotangent; [Differentiable] public static double F(double x, [NoGradient] double[,] a) { double s = {|ADG0505:Foreign.Corner(x, a)|}; a[0, 0] = 0; return s; } }",
        "The rule 'Samples.C.Rule' reads 'a' in the reverse pass, when its contents may no longer be those of this call: pass a copy that nothing writes to, or save what the rule needs with Forward");

    [Fact]
    public void A_private_rule() => Of(
        "[DerivativeOf(typeof(Foreign), nameof(Foreign.Two))] private static void {|ADG0506:Rule|}(double y, double x, double cotangent, out double dX) => dX = y;",
        "The rule 'Rule' is called from the derivatives of other types, so 'Rule' must be internal or public");

    [Theory]
    [InlineData("Halve", "double cotangent, Span<double> dValues, bool accumulate", "ADG0501", "'Rule' is no pullback of 'Samples.Foreign.Halve': the parameter 'cotangent' is none that the method has, or has another type. In full it is: internal static void Rule(ReadOnlySpan<double> resultValues, ReadOnlySpan<double> cotangentValues, Span<double> dValues, bool accumulate); what the rule has no need of, other than cotangents, may be left out")]
    [InlineData("Halve", "double[] values, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Halve' writes to 'values': it is written, so the rule must take 'ReadOnlySpan<double> cotangentValues'")]
    [InlineData("Halve", "ReadOnlySpan<double> values, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Halve' writes to 'values': it is written, so the rule must take 'ReadOnlySpan<double> cotangentValues'")]
    [InlineData("Halve", "double[] values, ReadOnlySpan<double> cotangentValues, Span<double> dValues, bool accumulate", "ADG0501", "'Rule' is no pullback of 'Samples.Foreign.Halve': what 'values' held before the call is gone, since the method writes to it: 'resultValues' is what it holds afterwards. In full it is: internal static void Rule(ReadOnlySpan<double> resultValues, ReadOnlySpan<double> cotangentValues, Span<double> dValues, bool accumulate); what the rule has no need of, other than cotangents, may be left out")]
    [InlineData("Through", "double cotangent, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Through' writes to 'values': it is written, so the rule must take 'ReadOnlySpan<double> cotangentValues'")]
    [InlineData("Sum", "double cotangent, ReadOnlySpan<double> cotangentValues, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Sum' writes to 'values': it is never written, so that 'ReadOnlySpan<double> cotangentValues' must go: its adjoint is dValues")]
    [InlineData("Kept", "double cotangent, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Kept' writes to 'values': whether it is written cannot be seen: take 'ReadOnlySpan<double> values' if it is only read, 'ReadOnlySpan<double> cotangentValues' if it is written")]
    [InlineData("Looked", "double cotangent, Span<double> dValues, bool accumulate", "ADG0504", "No differentiable method here calls 'Samples.Foreign.Looked', so that the rule 'Rule' has no effect")]
    [InlineData("Matched", "double cotangent, Span<double> dValues, bool accumulate", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Matched' writes to 'values': whether it is written cannot be seen: take 'ReadOnlySpan<double> values' if it is only read, 'ReadOnlySpan<double> cotangentValues' if it is written")]
    [InlineData("Rows", "double cotangent, out double dX", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Rows' writes to 'rows': an array of arrays, or of several dimensions, must not be written, and that it is not cannot be seen: pass its rows one by one, or copy what is written")]
    [InlineData("Counted", "double cotangent, out double dX", "ADG0508", "The rule 'Rule' must say truly whether 'Samples.Foreign.Counted' writes to 'counts': it is written, and a method with a rule may only write to arrays that have a derivative: return what it writes, or write it elsewhere")]
    [InlineData("Turned", "double angle, double cotangentX, out double dAngle", "ADG0501", "'Rule' is no pullback of 'Samples.Foreign.Turned': it takes no 'cotangentY'. In full it is: internal static void Rule(double x, double angle, double resultX, double cotangentX, double resultY, double cotangentY, out double dX, out double dAngle); what the rule has no need of, other than cotangents, may be left out")]
    public void What_is_written_must_be_stated(string method, string parameters, string id, string message) =>
        Of($"[DerivativeOf(typeof(Foreign), nameof(Foreign.{method}))] internal static void {{|{id}:Rule|}}({parameters}) {{ {(parameters.Contains("out ", StringComparison.Ordinal) ? parameters[(parameters.LastIndexOf(' ') + 1)..] + " = 0;" : "")} }}", message);

    [Fact]
    public void A_method_of_another_assembly_that_may_write() => Of(
        "[DerivativeOf(typeof(System.Numerics.Tensors.TensorPrimitives), nameof(System.Numerics.Tensors.TensorPrimitives.Atan2))] internal static void {|ADG0508:Rule|}<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> dX, bool accumulate) where T : System.Numerics.IFloatingPointIeee754<T> { }",
        "The rule 'Rule' must say truly whether 'System.Numerics.Tensors.TensorPrimitives.Atan2' writes to 'destination': whether it is written cannot be seen: take 'ReadOnlySpan<T> destination' if it is only read, 'ReadOnlySpan<T> cotangentDestination' if it is written");

    [Fact]
    public void What_is_written_under_two_names() => Expected.Diagnostic(
        Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + "[DerivativeOf(typeof(Foreign), nameof(Foreign.Shift))] internal static void Rule(ReadOnlySpan<double> cotangentTo, Span<double> dFrom, bool accumulate) { } [Differentiable] public static double F(double[] a) { {|ADG0509:Foreign.Shift(a, a)|}; return a[0]; } }",
        "'Samples.Foreign.Shift' writes to an array that is also another of its arguments, so that its rule would see both as one: pass a copy");

    private static void Of(string rule, string message) =>
        Expected.Diagnostic(Head.Replace(" => Foreign.Cube(x);", " => x;", StringComparison.Ordinal) + rule + " }", message);
}
