using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Passes;

/// <summary>What the forward part puts on the tape: each loop's record as the types of its values, whole arrays as "all".</summary>
public class TapedTests
{
    [Theory]

    // Nothing: linear in what the loop carries, or read again from memory that nothing writes.
    [InlineData("", "double F(double x, double y) => Math.Sin(x * y) * x")]
    [InlineData("", "double F(ReadOnlySpan<double> a) { double s = 0; for (int i = 0; i < a.Length; i++) { s += a[i] * a[i]; } return s; }")]
    [InlineData("", "double F(double[] a, double x) { double s = 0; foreach (double v in a) { s += Math.Sin(v * x); } return s; }")]
    [InlineData("", "double F(double[] a, double x) { double r = x; for (int i = 0; i < a.Length; i++) { r = 0.5 * r + a[i]; } return r; }")]
    [InlineData("", "double F(double[,] a, double[,] b) { double s = 0; for (int i = 0; i < 3; i++) { for (int j = 0; j < 3; j++) { s += a[i, j] * b[j, i]; } } return s; }")]
    [InlineData("", "void F(double[] a) { for (int i = 1; i < a.Length; i++) { a[i] += a[i - 1]; } }")]
    [InlineData("", "double F(double[] a, double x, int[] index) { double[] s = new double[4]; foreach (int i in index) { s[i] += a[i] * x; } return s[0] + s[1]; }")]

    // Nothing active in the loop.
    [InlineData("", "double F(double x, [NoGradient] double y, int n) { double r = 1; for (int i = 0; i < n; i++) { r = Math.Sin(r * y); } return r * x; }")]

    // Counters are computed again: from the index, or from the trip.
    [InlineData("", "double F(double[] a, double x) { double s = 0; int j = 1; for (int i = 0; i < 3; i++) { s += a[j] * x; j += 2; } return s; }")]
    [InlineData("", "double F(double[] a, double x) { double s = 0; int i = 7; while (i > 0) { i -= 3; s += a[i + 2] * x; } return s; }")]
    [InlineData("", "double F(double[] a, double x) { double s = 0; for (int i = 0; i < 3; i++) { for (int j = i; j < 3; j++) { s += a[(i * 3) + j] * (i + x); } } return s; }")]

    // An index that no formula gives is kept, as a whole number.
    [InlineData("int", "double F(double[] a, double x) { double s = 0; int j = 1; for (int i = 0; i < 9; i++) { s += a[j] * x; j = (j * 5 + 1) % 7; } return s; }")]

    // What the loop carries and the reverse multiplies with, one number an iteration.
    [InlineData("f64", "double F(double x, int n) { double r = 1; for (int i = 0; i < n; i++) { r *= x; } return r; }")]
    [InlineData("f64", "double F(double[] c, double x) { double r = 0; for (int i = 0; i < c.Length; i++) { r = r * x + c[i]; } return r; }")]
    [InlineData("f64", "double F(double x, double a) { while (Math.Abs(x * x - a) > 1e-9) { x -= (x * x - a) / (2 * x); } return x; }")]
    [InlineData("f64", "double F(double x, double y, int n) { for (int i = 0; i < n; i++) { if (x > y) { x *= y; } else { x += y; } } return x; }")]
    [InlineData("f32", "float F(float x, int n) { for (int i = 0; i < n; i++) { x *= x; } return x; }")]

    // A state that each step makes anew: the old one stays what it was. The numbers of both are kept, and what the step's own function gives.
    [InlineData("int int", "double F(double[] a, double w) { double[] s = a; for (int t = 0; t < 3; t++) { var n = new double[s.Length]; for (int i = 0; i < n.Length; i++) { n[i] = w * s[i]; } s = n; } return s[0]; }")]
    [InlineData("f64; int int", "double F(double[] a, double w) { double[] s = a; for (int t = 0; t < 3; t++) { var n = new double[s.Length]; for (int i = 0; i < n.Length; i++) { n[i] = Math.Tanh(w * s[i]); } s = n; } return s[0]; }")]

    // One that is written after it was read is not.
    [InlineData("f64; int int", "double F(double[] a, double w) { double[] s = a; for (int t = 0; t < 3; t++) { var n = new double[s.Length]; for (int i = 0; i < n.Length; i++) { n[i] = w * s[i]; s[i] = i; } s = n; } return s[0]; }")]

    // Rows that change places: their numbers are kept, their elements are not. A span that shrinks: its start; its length is counted again.
    [InlineData("", "double F(double x, double y) { double[][] r = [[x], [y]]; (r[0], r[1]) = (r[1], r[0]); return r[0][0] * r[1][0]; }")]
    [InlineData("int", "double F(double[] a, double w) { Span<double> s = a; double r = 0; while (s.Length > 0) { r += s[0] * w; s = s[1..]; } return r; }")]

    // An array that a rule reads and that changes later goes to the tape as a whole.
    [InlineData("all", "double F(double[] a) { double s = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(a); a[0] = 0; return s; }")]

    // Elements that are overwritten.
    [InlineData("f64 f64", "void F(double[] a) { for (int i = 1; i < a.Length; i++) { a[i] *= a[i - 1]; } }")]
    public void The_tape_holds_no_more_than(string taped, string method)
    {
        string source = "using System;\nusing AutoDiffGen;\npublic static partial class C { [Differentiable] public static " + method + (method.EndsWith('}') ? " }" : "; }");
        var outcome = GeneratorHarness.Run(source);
        var symbol = outcome.Before.GetSymbolsWithName("F", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        var derivative = MethodCompiler.Differentiated(SafeCompiler.Lower(symbol, outcome.Before, default), out _);
        var records = IrWalk.AllOps(derivative.Forward).Where(op => op.Code is "push" or "push_all")
            .Select(op => op.Code == "push_all" ? "all" : string.Join(" ", op.Operands.Select(id => Type(derivative, id))));
        Assert.Equal(taped, string.Join("; ", records));
    }

    private static string Type(Derivative derivative, int id) =>
        IrWalk.AllValues(derivative.Forward).Concat(derivative.Primal.Parameters.Select(p => p.Value)).First(v => v.Id == id).Type.ToString()!;
}
