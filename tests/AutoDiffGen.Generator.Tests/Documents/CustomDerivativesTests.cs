using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Documents;

/// <summary>The example of docs/custom-derivatives.md compiles, and its gradient is right.</summary>
public class CustomDerivativesTests
{
    [Fact]
    public void The_example_gives_the_gradient()
    {
        var outcome = GeneratorHarness.Run(Example());
        Assert.Empty(outcome.AnalyzerDiagnostics());
        double[] w = [0.3, -0.4];
        var types = outcome.Load();
        double k = 0.8;
        var (value, dW, dK) = Gradient(types, w, k);
        Assert.Equal(outcome.Value("Model", "Loss", w, k), value);

        // The norm of w is 0.5.
        double slope = 2 / Math.Sqrt(Math.PI) * Math.Exp(-0.4 * 0.4);
        Assert.Equal(slope * 0.5, dK, 1e-12);
        Assert.Equal(slope * k * 0.6, dW[0], 1e-12);
        Assert.Equal(slope * k * -0.8, dW[1], 1e-12);
    }

    private delegate double LossGradient(double[] w, double k, Span<double> dW, out double dK, bool accumulate);

    private static (double Value, double[] W, double K) Gradient(System.Reflection.Assembly assembly, double[] w, double k)
    {
        var call = assembly.GetType("Model", throwOnError: true)!.GetMethod("LossGradient")!.CreateDelegate<LossGradient>();
        double[] dW = new double[w.Length];
        double value = call(w, k, dW, out double dK, false);
        return (value, dW, dK);
    }

    private static string Example()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutoDiffGen.sln")))
        {
            folder = folder.Parent!;
        }

        string text = File.ReadAllText(Path.Combine(folder.FullName, "docs/custom-derivatives.md")).ReplaceLineEndings("\n");
        return Regex.Match(text, "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }
}
