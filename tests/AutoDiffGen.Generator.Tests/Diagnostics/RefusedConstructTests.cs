using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>
/// What a differentiable method may not contain: each is an error with an id, at its place, and never a gradient that is
/// silently wrong. The kinds of operation that have a sentence of their own are in <c>OperationKindTests</c>.
/// </summary>
public class RefusedConstructTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using AutoDiffGen;
        namespace Samples;
        public sealed class Cell { public double Value; public double Rate { get; set; } }
        public static partial class C
        {
            private static double s_total;
            private static Func<double, double>? s_stored;
            private static readonly double[] Table = new double[3];

        """;

    [Theory]

    // Ways out that are not structured, and code that runs at other times.
    [InlineData("double F(double x) { {|ADG0010:again: x *= x;|} if (x < 9) { {|ADG0010:goto again;|} } return x; }")]
    [InlineData("double F(double x, int n) { switch (n) { case 0: {|ADG0010:goto case 1;|} case 1: return x * x; default: return x; } }")]
    [InlineData("{|ADG0004:IEnumerable<double>|} F(double x) { yield return x; }")]
    [InlineData("async System.Threading.Tasks.Task<double> {|ADG0003:F|}(double x) { await System.Threading.Tasks.Task.Yield(); return x; }")]
    [InlineData("double F(double x) { {|ADG0010:try { x = Math.Log(x); } catch (ArithmeticException) { x = 0; }|} return x; }")]
    [InlineData("double F(double x) { {|ADG0010:lock (Table) { x *= x; }|} return x; }")]
    [InlineData("double F(double x, IDisposable d) { {|ADG0010:using (d) { x *= x; }|} return x; }")]

    // Functions as values.
    [InlineData("double F(double x) { {|ADG0009:s_stored|} = y => y * x; return x; }")]
    [InlineData("double F(double x) { return x * Apply({|ADG0010:y => y * y|}, 2); } static double Apply(Func<double, double> f, double y) => f(y);")]
    [InlineData("double F(double x, Func<double, double> f) => {|ADG0010:f(x)|};")]

    [InlineData("{|ADG0004:Func<double, double>|} F(double x) => y => y * x;")]
    [InlineData("double F(double x, Func<double[]> make) { var a = {|ADG0010:make()|}; a[0] = x; return a[0]; }")]

    // Types.
    [InlineData("double F(double x, {|ADG0006:decimal? y|}) => x;")]
    [InlineData("double F(double x, {|ADG0006:decimal y|}) => x;")]
    [InlineData("double F(double x, {|ADG0006:Half y|}) => x;")]
    [InlineData("double F(double x, {|ADG0006:Complex y|}) => x;")]
    [InlineData("{|ADG0004:T|} F<T>({|ADG0006:T x|}) where T : INumber<T> => x * x;")]
    [InlineData("unsafe double F({|ADG0006:double* p|}) => {|ADG0010:p[0]|};")]
    [InlineData("unsafe double F(double[] a) { {|ADG0010:fixed (double* p = a) { return p[0]; }|} }")]
    [InlineData("unsafe double F(double x) { double* p = {|ADG0010:&x|}; return {|ADG0010:*p|}; }")]
    [InlineData("double F(double x, object o) { dynamic d = o; return x * {|ADG0010:d.Length|}; }")]

    [InlineData("unsafe double F(double x) { delegate*<double, double> f = {|ADG0010:&Math.Sin|}; return {|ADG0010:f(x)|}; }")]
    [InlineData("double F(double x) { dynamic d = {|ADG0007:x|}; return d; }")]
    [InlineData("double F(double x, object o) { dynamic d = o; return (double){|ADG0007:d|} * x; }")]

    // Collections beyond arrays and spans.
    [InlineData("double F(double[] a) => {|ADG0007:a|}.Sum();")]
    [InlineData("double F(double[] a) => {|ADG0007:a|}.Select(v => v * v).Sum();")]

    [InlineData("double F(double[] a) => ({|ADG0010:from v in a select v * v|}).Sum();")]
    [InlineData("double F(double[] a) { double s = 0; {|ADG0010:foreach (double v in a.Where(v => v > 0)) { s += v; }|} return s; }")]

    // Writes to what outlives the call.
    [InlineData("double F(double x) { {|ADG0009:s_total|} += x; return x; }")]
    [InlineData("double F(double x, Cell c) { {|ADG0009:c.Value|} = x; return x; }")]
    [InlineData("double F(double x, Cell c) { {|ADG0009:c.Rate|} *= x; return x; }")]

    [InlineData("double F(double x) { {|ADG0009:Table[1]|} = x; return x; }")]
    [InlineData("double F(double x, List<double[]> l) { {|ADG0010:l[0]|}[0] = x; return x; }")]

    // Memory that the analysis has no name for.
    [InlineData("double F(double x) { var a = {|ADG0206:GC.AllocateUninitializedArray<double>(2)|}; a[0] = x; return a[0]; }")]
    [InlineData("double F(double x) { ref double r = ref {|ADG0010:s_total|}; r = x; return x; }")]

    // Operations that carry no derivative and would lose one.
    [InlineData("double F(double x) => {|ADG0201:BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + 1)|};")]
    [InlineData("double F(double x) => {|ADG0201:double.Parse(x.ToString())|};")]
    public void It_is_told_at_its_place(string method)
    {
        var (source, marks) = Expected.Read(Head + "[Differentiable] public static " + method + " }");
        var found = GeneratorHarness.Run(source).AnalyzerDiagnostics();
        Assert.Equal(
            marks.OrderBy(m => m.Start).ThenBy(m => m.Length).Select(m => $"{m.Id}: {source.Substring(m.Start, m.Length)}"),
            found.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Location.SourceSpan.Length).Select(d => $"{d.Id}: {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
    }
}
