using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What does not fit in operations on shapes and indices.</summary>
public class FormDiagnosticsTests
{
    private const string A = "[Shape(\"B\", \"N\")] Tensor<float> a";

    [Theory]
    [InlineData(A, "Sum({|ADG0102:BroadcastTo(a, [2, a.Lengths[0], 3])|})",
        "BroadcastTo: 'a' is (B, N), which cannot be repeated to (2, B, 3): aligned at the last dimension, each length must be 1 or that of the result.")]
    [InlineData(A, "Sum({|ADG0102:Tile(a, [2])|})", "Tile: there must be a number for each axis, and there are 1: 'a' is (B, N).")]
    [InlineData(A, "Sum({|ADG0102:Tile(a, [2, -1])|})", "Tile: the number of repeats must not be negative, and is -1.")]
    [InlineData(A, "Sum({|ADG0102:Pad(a, [1], [2])|})", "Pad: there must be one number before and one behind each axis, and there are 1 and 1: 'a' is (B, N).")]
    [InlineData(A, "Sum({|ADG0102:Pad(a, [0, -1], [2, 0])|})", "Pad: what is added along axis 1 must not be negative, and is -1.")]
    [InlineData("[Shape(\"B\", \"3\")] Tensor<float> a", "Sum({|ADG0102:Pad(a, [0, 3], [2, 0], PadMode.Reflect)|})", "Pad: Reflect has at most 2 elements along axis 1, and 3 are asked for: 'a' is (B, 3).")]
    [InlineData("[Shape(\"B\", \"3\")] Tensor<float> a", "Sum({|ADG0102:Split(a, 2, 1)|}[0])", "Split: 2 parts of axis 1 are 2 elements together, and it has 3: 'a' is (B, 3).")]
    [InlineData("[Shape(\"B\", \"3\")] Tensor<float> a", "Sum({|ADG0102:Split(a, [1, 1], 1)|}[0])", "Split: 2 parts of axis 1 are 2 elements together, and it has 3: 'a' is (B, 3).")]
    [InlineData(A + ", [Shape(\"P\")] Tensor<int> i", "Sum({|ADG0102:Gather(a, i, 2)|})", "Gather: axis 2 does not exist: 'a' is (B, N), of rank 2.")]
    [InlineData(A + ", [Shape(\"P\")] Tensor<int> i", "Sum({|ADG0102:TakeAlongAxis(a, i, 1)|})",
        "TakeAlongAxis: the indices must have the shape of what they are taken of but for axis 1: 'a' is (B, N), 'i' is (P,).")]
    [InlineData(A + ", [Shape(\"P\")] Tensor<int> i", "Sum({|ADG0102:ScatterAdd(a, i, a, 1)|})", "ScatterAdd: the values must be (B, P): 'a' is (B, N); 'a' is (B, N), 'i' is (P,).")]
    [InlineData("[Shape(\"B\")] Tensor<float> a", "Sum(Gather(a, {|ADG0102:ArgMax(a, 0)|}))", "ArgMax: no axis would be left, and a tensor has at least one: 'a' is (B,). Keep it with keepDims.")]
    [InlineData(A, "Sum({|ADG0102:Einsum(\"ij,jk->ik\", a, a)|})", "Einsum: the axes of 'j' in 'ij,jk->ik' must have one length, and have N and B: 'a' is (B, N), 'a' is (B, N).")]
    [InlineData(A, "Sum({|ADG0102:Einsum(\"ii->i\", a)|})", "Einsum: 'i' comes twice in 'ii' of 'ii->i': diagonals are not supported.")]
    public void Shapes_that_do_not_fit(string parameters, string result, string message) => Of(parameters, result, message);

    [Theory]
    [InlineData(A + ", int k", "Sum(Split(a, {|ADG0010:k|})[0])", "a number of parts that is not a constant")]
    [InlineData(A + ", int k", "Sum(Split(a, 2)[{|ADG0010:k|}])", "a part of a tensor by an index that is not a constant")]
    [InlineData(A, "Sum(Split(a, 2)[{|ADG0010:2|}])", "part 2 of 2")]
    [InlineData(A, "H({|ADG0010:Split(a, 2)|})", "an array of tensors used as a whole")]
    [InlineData(A + ", string e", "Sum(Einsum({|ADG0010:e|}, a))", "an equation that is not a constant")]
    public void What_has_to_be_a_constant(string parameters, string result, string message)
    {
        var (source, marks) = Expected.Read(Source(parameters, result));
        var found = Assert.Single(GeneratorHarness.Run(source).AnalyzerDiagnostics());
        Assert.Equal((marks[0].Id, marks[0].Start), (found.Id, found.Location.SourceSpan.Start));
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Of(string parameters, string result, string message) => Expected.Diagnostic(Source(parameters, result), message);

    private static string Source(string parameters, string result) => "using System.Numerics.Tensors;\nusing AutoDiffGen;\nusing static AutoDiffGen.Ops;\nnamespace Samples;\npublic static partial class C\n{\n"
        + "static float H(Tensor<float>[] parts) => 1;\n[Differentiable] public static float F(" + parameters + ") => " + result + ";\n}\n";
}
