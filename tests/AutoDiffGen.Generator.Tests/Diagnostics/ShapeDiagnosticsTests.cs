using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>Shapes that cannot be read, found or fitted together.</summary>
public class ShapeDiagnosticsTests
{
    private const string Head = """
        using System.Numerics.Tensors;
        using AutoDiffGen;
        using static AutoDiffGen.Ops;
        namespace Samples;
        public static partial class C
        {

        """;

    [Theory]
    [InlineData("float F([{|ADG0104:Shape|}] Tensor<float> a) => Sum(a);")]
    [InlineData("float F([{|ADG0104:Shape()|}] Tensor<float> a) => Sum(a);")]
    public void A_shape_without_dimensions(string method) => Of(
        method,
        "The shape cannot be read: it names no dimension, and a tensor has at least one (for a single number use float, double or the type parameter); a dimension is a name, a whole number, or a sum or product of them");

    [Theory]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"B\", \"M\")] Tensor<float> b", "Sum({|ADG0102:a + b|})",
        "'+': the shapes do not broadcast: 'a' is (B, N), 'b' is (B, M).")]
    [InlineData("[Shape(\"B\", \"3 * N\")] Tensor<float> a, [Shape(\"N\")] Tensor<float> b", "Sum({|ADG0102:a * b|})",
        "'*': the shapes do not broadcast: 'a' is (B, 3 * N), 'b' is (N,).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"M\", \"K\")] Tensor<float> b", "Sum({|ADG0102:MatMul(a, b)|})",
        "MatMul: the inner dimensions differ: 'a' is (B, N), 'b' is (M, K).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"N\", \"K\")] Tensor<float> b", "Sum({|ADG0102:MatMul(a, b, transposeB: true)|})",
        "MatMul: the inner dimensions differ: 'a' is (B, N), 'b' is (N, K) before transposing.")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"B\")] Tensor<float> b", "Sum({|ADG0102:MatMul(a, b)|})",
        "MatMul: a matrix is expected, 'b' is (B,), of rank 1.")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:Sum(a, [2])|})",
        "Sum: axis 2 does not exist: 'a' is (B, N), of rank 2.")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:Mean(a, [1, -1])|})",
        "Mean: an axis is named twice in (1,-1) of 'a' is (B, N).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:Softmax(a, -3)|})",
        "Softmax: axis -3 does not exist: 'a' is (B, N), of rank 2.")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:a.Reshape([a.Lengths[0], 3])|})",
        "Reshape: 'a' is (B, N), which is B * N elements; (B, 3) is 3 * B.")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:a.Reshape([-1, 3])|})",
        "Reshape: B * N elements do not divide evenly by 3; 'a' is (B, N).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a", "Sum({|ADG0102:a.Reshape([-1, -1])|})",
        "Reshape: only one dimension may be -1; 'a' is (B, N).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"N\")] Tensor<int> b", "{|ADG0102:CrossEntropy(a, b)|}",
        "CrossEntropy: targets have the shape of the logits without its last dimension: 'a' is (B, N), 'b' is (N,).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"B\", \"M\")] Tensor<float> b", "{|ADG0102:MseLoss(a, b)|}",
        "A loss takes two tensors of one shape: 'b' is (B, M), 'a' is (B, N).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"N\")] Tensor<long> b", "{|ADG0102:CrossEntropy(a, b, Reduce.Mean, labelSmoothing: 0.1)|}",
        "The targets have the shape (B,), that of what the loss is given without axis 1, the classes: 'b' is (N,).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"B\")] Tensor<int> b", "{|ADG0102:NllLoss(a, b, weight: Sum(a, 1))|}",
        "There is one weight for each class along axis 1, N of them, but the weights have the shape (B,).")]
    [InlineData("[Shape(\"B\", \"N\")] Tensor<float> a, [Shape(\"M\")] Tensor<bool> m", "Sum({|ADG0102:Where(m, a, 0)|})",
        "'Where': the shapes do not broadcast: 'm' is (M,), 'a' is (B, N).")]
    public void Shapes_that_do_not_fit(string parameters, string result, string message) =>
        Of($"float F({parameters}) => {result};", message);

    [Fact]
    public void A_callee_of_a_callee_that_is_called_with_two_shapes_is_no_mismatch() => Assert.Empty(GeneratorHarness.Run(
        "using System.Numerics.Tensors; using AutoDiffGen; using static AutoDiffGen.Ops; public static partial class C { [Differentiable] public static float H([Shape(\"N\")] Tensor<float> x) => Sum(x * x);"
        + " [Differentiable] public static float G([Shape(\"K\")] Tensor<float> x) => H(x); [Differentiable] public static float F([Shape(\"A\")] Tensor<float> x, [Shape(\"B\")] Tensor<float> y) => G(x) * G(y); }").AnalyzerDiagnostics());

    [Fact]
    public void A_result_of_another_shape_than_declared() => Expected.Diagnostic(
        Head + "[Differentiable] [return: Shape(\"N\", \"B\")] public static Tensor<float> F([Shape(\"B\", \"N\")] Tensor<float> a) => {|ADG0102:a * a|}; }",
        "the return value is declared as (N, B), but it is (B, N).");

    [Fact]
    public void An_argument_of_another_shape_than_the_callee_declares() => Of(
        "float F([Shape(\"B\", \"N\")] Tensor<float> a) => {|ADG0102:Square(a)|}; [Differentiable] public static float Square([Shape(\"K\", \"K\")] Tensor<float> m) => Sum(m);",
        "m is declared as (K, K), but 'a' is (B, N).");

    [Fact]
    public void A_rank_other_than_the_callee_declares() => Of(
        "float F([Shape(\"B\", \"N\")] Tensor<float> a) => {|ADG0102:Square(a)|}; [Differentiable] public static float Square([Shape(\"K\")] Tensor<float> m) => Sum(m);",
        "m is declared as (K,), but 'a' is (B, N).");

    [Fact]
    public void A_symbol_that_no_parameter_determines() => Of(
        "float {|ADG0103:F|}([Shape(\"A + B\")] Tensor<float> a) => Sum(a);",
        "The shape cannot be determined when the program is compiled: the symbol 'A' of parameter 'a' is only found within 'A + B', which does not determine it");

    [Theory]
    [InlineData("3 *", "'3 *' is no dimension: a number or a name is missing at the end")]
    [InlineData("", "'' is no dimension: a number or a name is missing at the end")]
    [InlineData("(B", "'(B' is no dimension: a closing parenthesis is missing")]
    [InlineData("B N", "'B N' is no dimension: 'N' is not expected at position 3")]
    [InlineData("B / 2", "'B / 2' is no dimension: (B) / (2) is not an exact quotient")]
    public void A_dimension_that_is_no_expression(string dimension, string detail) => Of(
        $"float F([{{|ADG0104:Shape(\"{dimension}\")|}}] Tensor<float> a) => Sum(a);",
        $"The shape cannot be read: {detail}; a dimension is a name, a whole number, or a sum or product of them");

    [Fact]
    public void A_tensor_without_a_shape() => Of(
        "float {|ADG0105:F|}(Tensor<float> a) => Sum(a * a);",
        "The tensor 'a' has no [Shape], so that its rank and lengths are only checked when the program runs: with a shape, such as [Shape(\"B\", \"N\")], the compiler checks them");

    [Fact]
    public void Any_number_of_dimensions_against_a_dimension() => Of(
        "float F([Shape(\"...\", \"N\")] Tensor<float> a, [Shape(\"B\", \"N\")] Tensor<float> b) => Sum({|ADG0102:a * b|});",
        "'*': the shapes do not broadcast: 'a' is (..., N), 'b' is (B, N).");

    [Theory]
    [InlineData("\"N\", \"...\"", "\"...\" stands before all other dimensions")]
    [InlineData("\"2 * ...\"", "'2 * ...' is no dimension: \"...\" stands alone, for any number of dimensions")]
    public void Any_number_of_dimensions_in_the_wrong_place(string shape, string detail) => Of(
        $"float F([{{|ADG0104:Shape({shape})|}}] Tensor<float> a) => Sum(a);",
        $"The shape cannot be read: {detail}; a dimension is a name, a whole number, or a sum or product of them");

    [Fact]
    public void A_shape_on_a_number() => Of(
        "float F({|ADG0106:[Shape(\"B\")] float a|}) => a;",
        "'a' has the type 'float', which has no shape: remove [Shape], or make it a Tensor");

    [Fact]
    public void A_shape_on_a_result_that_is_a_number() => Expected.Diagnostic(
        Head + "[Differentiable] [return: {|ADG0106:Shape(\"B\")|}] public static float F(float a) => a; }",
        "'return value' has the type 'float', which has no shape: remove [Shape], or make it a Tensor");

    [Fact]
    public void An_operator_that_tensors_do_not_have() => Of(
        "float F([Shape(\"V\")] Tensor<float> a, [Shape(\"B\")] Tensor<int> t) => Sum(Gather(a, {|ADG0008:t & t|}));",
        "This is an operator of tensors, which cannot be differentiated yet: use operators of numbers, + - * / of tensors, or a method");

    [Fact]
    public void Recursion_over_tensors() => Of(
        "float F([Shape(\"B\")] Tensor<float> a, int n) => n <= 0 ? Sum(a) : {|ADG0202:F(a * a, n - 1)|};",
        "'F' stays a call here, which tensors do not support yet: write the recursion over numbers and arrays, or a loop");

    [Fact]
    public void A_branch_that_gives_tensors_of_two_shapes() => Of(
        "float F([Shape(\"A\")] Tensor<float> a, [Shape(\"B\")] Tensor<float> b, bool c) => Sum({|ADG0102:c ? a : b|});",
        "The two branches give different shapes: (A,) and (B,).");

    [Fact]
    public void A_size_that_a_loop_computes() => Of(
        "float F([Shape(\"N\")] Tensor<float> a, int n) { float s = 0; for (int i = 0; i < n; i++) { int end = i + 1; s += Sum({|ADG0204:Slice(a, 0, 0, end)|}); } return s; }",
        "The size of this tensor depends on 'i', which is computed inside of a branch or loop: compute it before, so that the shape is the same each time");

    [Fact]
    public void A_length_along_an_axis_that_is_no_constant() => Of(
        "float F([Shape(\"B\")] Tensor<float> a, int i) => Sum(a) / {|ADG0010:a.Lengths[i]|};",
        "A differentiable method cannot contain an axis that is not a constant yet: write the axis as a number");

    [Fact]
    public void Operands_without_a_name_are_left_and_right() => Of(
        "float F([Shape(\"A\")] Tensor<float> a, [Shape(\"B\")] Tensor<float> b) => Sum({|ADG0102:a * 2f + b * 3f|});",
        "'+': the shapes do not broadcast: the left operand is (A,), the right operand is (B,).");

    [Fact]
    public void A_function_of_tensors_that_is_not_of_this_library() => Of(
        "float F([Shape(\"B\")] Tensor<float> a) => Sum({|ADG0010:Tensor.Sinh<float>(a)|});",
        "A differentiable method cannot contain a call of Tensor.Sinh yet: use Ops.Sinh");

    [Fact]
    public void A_tensor_that_a_helper_without_derivative_returns() => Of(
        "float F([Shape(\"B\")] Tensor<float> a, int n) => Sum(a) * Sum({|ADG0103:Make(n)|}); static Tensor<float> Make(int n) => null!;",
        "The shape cannot be determined when the program is compiled: the shape of what 'Samples.C.Make' returns is not known to the compiler");

    [Fact]
    public void Tensors_of_two_element_types() => Of(
        "double {|ADG0010:F|}([Shape(\"N\")] Tensor<float> x, [Shape(\"N\")] Tensor<double> y) => Sum(x * x) * Sum(Exp(y) * y);",
        "A differentiable method cannot contain tensors of both 'float' and 'double' yet: use one element type in a method");

    private static void Of(string method, string message) => Expected.Diagnostic(Head + "[Differentiable] public static " + method + " }", message);
}
