using AutoDiffGen.Generator.Rules;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Scalars;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Every function of the rule table on tensors: all of its points as the elements of one, kinks among them.</summary>
public class ElementwiseTests
{
    private static readonly ScalarFunction[] Functions =
        [.. ScalarFunctions.All.Where(f => ScalarRules.Find(f.Code) is { IsPiecewiseConstant: false, IsOperator: false, IsOfNumbers: false }), .. ScalarFunctions.All.Where(f => f.Code is "add" or "sub" or "mul" or "div" or "neg")];

    private static readonly Lazy<ProgramSet> Programs = new(() => ProgramSet.FromText([.. Functions.Select(Source)]));

    public static TheoryData<string> Codes => [.. Functions.Select(f => f.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_function_of_tensors_agrees_with_the_oracle(string code)
    {
        foreach (string name in Programs.Value.AllNames.Where(n => n.StartsWith("T_" + code + ".", StringComparison.Ordinal)))
        {
            Programs.Value.Check(name);
        }
    }

    private static string Source(ScalarFunction function)
    {
        // Infinite derivatives are pinned elsewhere; a lane of them would only hide the others in sums.
        double[][] points = [.. ScalarFunction.Parse(function.Points)];
        string[] all = [.. new[] { "x", "y", "z" }.Take(function.RealArity)];
        string whole = function.HasIntegerArgument ? ", 3" : "";
        string owner = "Ops";
        string parameters = string.Join(", ", all.Select(n => $"[Shape(\"N\"), Sizes({points.Length})] Tensor<double> {n}"));
        string call = function.IsOperator ? function.Call("", all) : $"{owner}.{function.Name}({string.Join(", ", all)}{whole})";
        double[][] own = function.HasIntegerArgument ? [.. points.Where(p => p[0] > 0 || function.Code == "scaleb")] : points;
        parameters = parameters.Replace($"Sizes({points.Length})", $"Sizes({own.Length})");
        string values = string.Join(", ", Enumerable.Range(0, all.Length).SelectMany(i => own.Select(p => ScalarFunction.Literal(p[i]))));

        // Elements of very different sizes are no ground for differences; those were taken one number at a time.
        string tolerance = ", Kink = true" + (function.IsEstimate ? ", Tolerance = 1e-3" : "");
        string text = $$"""
            using System.Numerics.Tensors;
            public static partial class T_{{function.Code}}
            {
                [Differentiable, At({{values}}{{tolerance}})]
                public static Tensor<double> Plain({{parameters}}) => {{call}};
            """;
        if (function.Arity == 2 && !function.HasIntegerArgument)
        {
            string At(double[] xs, double y) => $"[At({string.Join(", ", xs.Append(y).Select(ScalarFunction.Literal))}{tolerance})]";
            string left = function.IsOperator ? $"x {function.Name} y" : $"{owner}.{function.Name}(x, y)";
            text += $$"""

                    [Differentiable] {{At([.. points.Select(p => p[0])], points[0][1])}}
                    public static Tensor<double> NumberRight([Shape("N"), Sizes({{points.Length}})] Tensor<double> x, double y) => {{left}};

                    [Differentiable] {{At([points[0][0], .. points.Skip(1).Select(p => p[1])], points[0][1])}}
                    public static Tensor<double> NumberLeft(double x, [Shape("N"), Sizes({{points.Length}})] Tensor<double> y) => {{left}};
                """;
        }

        return text + "\n}\n";
    }
}
