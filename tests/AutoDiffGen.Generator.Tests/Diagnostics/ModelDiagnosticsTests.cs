using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What forbids a type's [Parameter] properties. Where the class itself is sound, they are implemented all the same.</summary>
public class ModelDiagnosticsTests
{
    private const string Getter = "it must be an instance property with a getter alone: '{ get; }'";

    [Theory]
    [InlineData("[Parameter(\"n\")] public Tensor<float> {|ADG0401:W|} { get; } = null!;", "it must be a partial property: 'public partial Tensor<float> W { get; }'")]
    [InlineData("[Parameter(\"n\")] public partial Tensor<float> {|ADG0401:W|} { get; set; }", Getter)]
    [InlineData("[Parameter(\"n\")] public partial Tensor<float> {|ADG0401:W|} { get; init; }", Getter)]
    [InlineData("[Parameter] public partial Tensor<float> {|ADG0401:W|} { get; }", "it names no dimension, and a tensor has at least one (for a single number use float, double or the type parameter)")]
    [InlineData("[Parameter(\"n\")] public static partial Tensor<float> {|ADG0401:W|} { get; }", Getter)]
    [InlineData("[Parameter(\"n\")] public partial Tensor<int> {|ADG0401:W|} { get; }", "its type is 'System.Numerics.Tensors.Tensor<int>', not Tensor<float>, Tensor<double> or Tensor<T>")]
    [InlineData("[Parameter(\"n\")] public partial float[] {|ADG0401:W|} { get; }", "its type is 'float[]', not Tensor<float>, Tensor<double> or Tensor<T>")]
    [InlineData("[Parameter(\"m\")] public partial Tensor<float> {|ADG0401:W|} { get; }", "'m' is neither an int member nor a primary constructor parameter of Model")]
    [InlineData("[Parameter(\"n +\")] public partial Tensor<float> {|ADG0401:W|} { get; }", "'n +' is no dimension: a number or a name is missing at the end")]
    public void A_property_that_cannot_be_implemented(string property, string problem) => Expected.Diagnostic(
        Model("public int N => n; " + property), $"The [Parameter] 'W' cannot be generated: {problem}");

    [Fact]
    public void Two_element_types() => Expected.Diagnostic(
        Model("[Parameter(\"n\")] public partial Tensor<float> W { get; } [Parameter(\"n\")] public partial Tensor<double> {|ADG0401:V|} { get; }"),
        "The [Parameter] 'V' cannot be generated: its elements are 'double', but those of 'W' are 'float', and all parameters share one buffer");

    [Theory]
    [InlineData("public int {|ADG0401:Gradient|}() => n;")]
    [InlineData("public sealed class {|ADG0401:Gradient|};")]
    public void A_member_called_Gradient(string member) => Expected.Diagnostic(
        Model("public int N => n; [Parameter(\"n\")] public partial Tensor<float> W { get; } " + member),
        "The [Parameter] 'W' cannot be generated: the type has a member 'Gradient' already, which is the name of the generated nested type; rename it");

    [Fact]
    public void An_outer_type_that_is_not_partial() => Expected.Diagnostic(
        "using System.Numerics.Tensors; using AutoDiffGen; public class {|ADG0401:Outer|} { [Differentiable] public sealed partial class Model(int n) { public int N => n; [Parameter(\"n\")] public partial Tensor<float> W { get; } } }",
        "The [Parameter] 'W' cannot be generated: 'Outer', around its type, must be partial too", "CS9248");

    [Theory]
    [InlineData("public sealed partial class {|ADG0402:Model|}(int n) { public int N => n; [Parameter(\"n\")] public partial Tensor<float> W { get; } }")]
    [InlineData("[Differentiable] public partial struct {|ADG0402:Model|}(int n) { public readonly int N => n; [Parameter(\"n\")] public partial Tensor<float> W { get; } }")]
    public void Parameters_outside_of_a_marked_partial_class(string type) => Expected.Diagnostic(
        "using System.Numerics.Tensors; using AutoDiffGen; " + type,
        "'Model' has [Parameter] properties, so it must be a partial class marked [Differentiable]");

    [Fact]
    public void Reading_a_parameter_in_error_is_told_at_the_property_and_leaves_stubs_that_compile() => Expected.Diagnostics(
        Model("[Parameter(\"m\")] public partial Tensor<float> {|ADG0401:W|} { get; } public int N => n; [Differentiable] public float Loss(float x) => x * Ops.Sum({|ADG0401:W|});"),
        [
            "The [Parameter] 'W' cannot be generated: 'm' is neither an int member nor a primary constructor parameter of Model",
            "The [Parameter] 'W' cannot be generated: see the error at its declaration",
        ]);

    [Fact]
    public void A_module_of_other_numbers() => Expected.Diagnostic(
        Model("[Parameter(\"n\")] public partial Tensor<float> W { get; } public Part {|ADG0403:First|} { get; } = new(n);") + Part,
        "'First' cannot be a part of the model: its parameters are 'double', but those of 'Model' are 'float', and all share one buffer");

    [Fact]
    public void A_model_that_inherits_from_one() => Expected.Diagnostic(
        Model("").Replace("sealed partial class Model(int n)", "partial class Base(int n)").Replace("{  }", "{ [Parameter(\"n\")] public partial Tensor<double> V { get; } }")
            + " [Differentiable] public sealed partial class {|ADG0403:Upper|}(int n) : Base(n) { public Part First { get; } = new(2); }" + Part,
        "'Upper' cannot be a part of the model: its base class 'Base' is a model too; make it a member of 'Upper' instead");

    [Theory]
    [InlineData("public IEnumerable<Part> Parts => [First]; public Part First { get; } = new(2); [Differentiable] public double Loss(double x) { foreach (var part in {|ADG0010:Parts|}) { x += Ops.Sum(part.W); } return x; }",
        "a foreach over modules in a 'System.Collections.Generic.IEnumerable<Part>'", "declare them as an array, List<T>, IList<T> or IReadOnlyList<T>")]
    [InlineData("public Part First { get; } = new(2); [Differentiable(Modes = DerivativeModes.Forward)] public double Loss(double x) => x * Ops.Sum({|ADG0010:First.W|});",
        "the forward derivative through 'W', a parameter of a module", "ask for DerivativeModes.Reverse alone")]
    public void Modules_where_they_cannot_be(string members, string what, string advice) => Expected.Diagnostic(
        Model("public int N => n; " + members).Replace("using AutoDiffGen;", "using AutoDiffGen; using System.Collections.Generic;") + Part, $"A differentiable method cannot contain {what} yet: {advice}");

    [Theory]
    [InlineData("public static class Home { public static Part First { get; } = new(2); } public static partial class Owner { [Differentiable] public static double Loss(double x) => x * Ops.Sum({|ADG0010:Home.First.W|}); }")]
    [InlineData("public sealed partial class Owner { public Part First { get; } = new(2); [Differentiable] public double Loss(double x) => x * Ops.Sum({|ADG0010:First.W|}); }")]
    public void A_model_that_is_held_by_none(string owner) => Expected.Diagnostic(
        "using System.Numerics.Tensors; using AutoDiffGen; " + owner + Part,
        "A differentiable method cannot contain the parameter 'W' of a model in a method of a type that is no model yet: make it a method of a [Differentiable] class with the model as a property, whose gradient then holds that of the model");

    private const string Part = " [Differentiable] public sealed partial class Part(int n) { [Parameter(\"n\")] public partial Tensor<double> W { get; } }";

    private static string Model(string members) =>
        "using System.Numerics.Tensors; using AutoDiffGen; [Differentiable] public sealed partial class Model(int n) { " + members + " }";
}
