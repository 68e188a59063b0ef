using AutoDiffGen.Generator.Tests.Support;
namespace AutoDiffGen.Generator.Tests.Assemblies;
public class Scratch
{
    private const string U = "using System; using System.Numerics.Tensors; using AutoDiffGen; using static AutoDiffGen.Ops;\n";
    [Theory]
    [InlineData("model", """
      [Differentiable] public sealed partial class M(int n) { [Parameter("n")] public partial Tensor<float> W { get; } [Differentiable] public float Loss([Shape("n")] Tensor<float> x) => Sum(x * W); }
      public static partial class C { [Differentiable] public static float F(M m, [Shape("N")] Tensor<float> x) => m.Loss(x); }
      """)]
    [InlineData("model2", """
      [Differentiable] public sealed partial class M(int n) { [Parameter("n")] public partial Tensor<float> W { get; } [Differentiable] public float Loss([Shape("N")] Tensor<float> x) => Sum(x) * Sum(W); }
      public static partial class C { [Differentiable] public static float F(M m, [Shape("N")] Tensor<float> x) => m.Loss(x); }
      """)]
    [InlineData("privatefields", """
      [Differentiable] public partial struct P { private double _x; public double Y; public P(double x, double y) { _x = x; Y = y; } public readonly double Sum => _x + Y; }
      public static partial class C { [Differentiable] public static double F(P p) => p.Sum; [Differentiable] public static double G(double x) { var p = new P(x, x); return p.Sum; } }
      """)]
    [InlineData("twice", """
      public static partial class C {
        [Differentiable] public static float H([Shape("N")] Tensor<float> x) => Sum(x * x);
        [Differentiable] public static float G([Shape("K")] Tensor<float> x) => H(x);
        [Differentiable] public static float F([Shape("A")] Tensor<float> x, [Shape("B")] Tensor<float> y) => G(x) * G(y); }
      """)]
    public void Look(string name, string text)
    {
        var outcome = GeneratorHarness.Run(U + text);
        Console.WriteLine("=== " + name);
        foreach (var d in outcome.AnalyzerDiagnostics()) Console.WriteLine(d);
        foreach (var d in outcome.CompilerDiagnostics()) Console.WriteLine(d);
        System.IO.File.WriteAllText("/tmp/assemblies/look-" + name + ".txt", string.Join("\n", outcome.AnalyzerDiagnostics().Concat(outcome.CompilerDiagnostics())) + "\n" + outcome.AllSources + outcome.Exports);
    }
}
