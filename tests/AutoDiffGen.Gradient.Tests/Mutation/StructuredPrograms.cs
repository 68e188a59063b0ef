namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>One class of programs for each structured rule.</summary>
internal static class StructuredPrograms
{
    private const string Matrix = "[Shape(\"M\", \"N\"), Sizes(3, 4)] Tensor<double> a";

    public static IReadOnlyList<(string Code, string Source)> All { get; } =
    [
        Class("matmul",
            ("[Shape(\"M\", \"K\"), Sizes(3, 5)] Tensor<double> a, [Shape(\"K\", \"N\"), Sizes(5, 4)] Tensor<double> b", "Ops.MatMul(a, b)"),
            ("[Shape(\"K\", \"M\"), Sizes(5, 3)] Tensor<double> a, [Shape(\"K\", \"N\"), Sizes(5, 4)] Tensor<double> b", "Ops.MatMul(a, b, transposeA: true)"),
            ("[Shape(\"M\", \"K\"), Sizes(3, 5)] Tensor<double> a, [Shape(\"N\", \"K\"), Sizes(4, 5)] Tensor<double> b", "Ops.MatMul(a, b, transposeB: true)"),
            ("[Shape(\"K\", \"M\"), Sizes(5, 3)] Tensor<double> a, [Shape(\"N\", \"K\"), Sizes(4, 5)] Tensor<double> b", "Ops.MatMul(a, b, true, true)")),
        Class("gather", ("[Shape(\"V\", \"E\"), Sizes(5, 3)] Tensor<double> a, [Shape(\"B\"), Values(4, 0, 4, 2)] Tensor<int> i", "Ops.Gather(a, i)")),
        Class("sum", (Matrix, "Ops.Sum(a, 0)"), (Matrix, "Ops.Sum(a, 1)"), (Matrix, "Ops.Sum(a * a, 1, keepDims: true)")),
        Class("reshape", ("[Shape(\"4\", \"6\"), Sizes(4, 6)] Tensor<double> a", "a.Reshape([8, 3]) * 2")),
        Class("softmax", (Matrix, "Ops.Softmax(a)"), (Matrix, "Ops.Softmax(a, 0)")),
        Class("log_softmax", (Matrix, "Ops.LogSoftmax(a)"), (Matrix, "Ops.LogSoftmax(a, 0)")),
        Class("cross_entropy", ("[Shape(\"B\", \"V\"), Sizes(3, 4)] Tensor<double> a, [Shape(\"B\"), Values(3, 0, 0)] Tensor<int> t", "Ops.CrossEntropy(a, t)")),
    ];

    private static (string Code, string Source) Class(string code, params (string Parameters, string Body)[] programs)
    {
        string type = code == "cross_entropy" ? "double" : "Tensor<double>";
        var methods = programs.Select((p, i) => $"    [Differentiable, At] public static {type} P{i}({p.Parameters}) => {p.Body};");
        return (code, $"using System.Numerics.Tensors;\npublic static partial class S_{code}\n{{\n{string.Join("\n", methods)}\n}}\n");
    }
}
