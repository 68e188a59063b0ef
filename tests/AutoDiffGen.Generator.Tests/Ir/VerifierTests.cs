using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Tests.Ir;

/// <summary>One illegal function for every rule.</summary>
public class VerifierTests
{
    [Theory]
    [InlineData("%1 = neg %0 : f64\n  %1 = neg %0 : f64\n  return %1", "%1 is defined twice.")]
    [InlineData("%0 = neg %0 : f64\n  return %0", "%0 is defined twice.")]
    [InlineData("%1 = neg %2 : f64\n  return %1", "'neg' uses %2, which is not defined before it.")]
    [InlineData("%1 = neg %2 : f64\n  %2 = neg %0 : f64\n  return %1", "'neg' uses %2, which is not defined before it.")]
    [InlineData("return %0\n  return %0", "'return' stands at place 0 of a block that ends in 'return'.")]
    [InlineData("yield %0", "'yield' stands at place 0 of a block that ends in 'return'.")]
    [InlineData("%1 = neg %0 : f64", "'neg' stands at place 0 of a block that ends in 'return'.")]
    [InlineData("%1 = frobnicate %0 : f64\n  return %1", "'frobnicate' is not an operation.")]
    [InlineData("%1 = add %0 : f64\n  return %1", "'add' has 1 operands, not 2.")]
    [InlineData("%1, %2 = neg %0 : f64, f64\n  return %1", "'neg' has 2 results, not 1.")]
    [InlineData("%1 = neg %0 : f64 {\n    yield %0\n  }\n  return %1", "'neg' has 1 regions, not 0.")]
    [InlineData("%1 = const : f64\n  return %1", "'const' lacks the attribute 'value'.")]
    [InlineData("%1 = select %0, %0, %0, %0 : f64\n  return %1", "'select' lacks the attribute 'compare'.")]
    [InlineData("%1 = neg %0 : f32\n  return %1", "'neg' mixes f64 to give f32.")]
    [InlineData("%1 = const {value=\"1\"} : f32\n  %2 = add %0, %1 : f64\n  return %2", "'add' mixes f64, f32 to give f64.")]
    [InlineData("%1 = neg %0 : f64[N]\n  return %1", "'neg' gives f64[N] for f64.")]
    [InlineData("%2 = neg %9 : f64\n  return %2", "'neg' gives f64 for f64[N].")]
    [InlineData("%2 = add %9, %9 : f64[M]\n  return %2", "'add' does not broadcast f64[N], f64[N] to f64[M].")]
    [InlineData("%1 = if %0 : f64 {\n    yield %0\n  } {\n    yield %0\n  }\n  return %1", "The condition of an 'if' is not a bool.")]
    [InlineData("%1 = if %8 : f64 {\n    yield %0\n  } {\n    yield\n  }\n  return %1", "A region of an 'if' does not yield one value a result.")]
    [InlineData("%1 = if %8 : f64 {\n    return %0\n  } {\n    yield %0\n  }\n  return %1", "'return' stands at place 0 of a block that ends in 'yield'.")]
    [InlineData("%1 = if %8 : f64 {\n  } {\n    yield %0\n  }\n  return %1", "A block is empty.")]
    [InlineData("%1 = if %8 : f64 {\n    %2 = neg %0 : f64\n    yield %2\n  } {\n    yield %2\n  }\n  return %1", "'yield' uses %2, which is not defined before it.")]
    [InlineData("%1 = if %8 : f64 {\n    %2 = neg %0 : f64\n    yield %2\n  } {\n    %2 = neg %0 : f64\n    yield %2\n  }\n  return %1", "%2 is defined twice.")]
    [InlineData("%1 = for %7, %7 {step=\"1\", compare=\"lt\"} : f64 { |%2 i: int|\n    yield %0\n  }\n  return %1", "A 'for' does not carry one initial value and one argument a result.")]
    [InlineData("%1 = for %7, %7, %7 {step=\"1\", compare=\"lt\"} : f64 { |%2 i: int, %3: f64|\n    yield %0\n  }\n  return %1", "A 'for' carries int as f64.")]
    [InlineData("%1 = while %0 : f64 { |%2: f64|\n    yield %8, %8\n  } { |%3: f64|\n    yield %3\n  }\n  return %1", "The test of a 'while' does not yield one value.")]
    public void An_illegal_function_is_told(string body, string error)
    {
        var function = IrParser.Parse($"func \"k\" F(%0 x: f64, %7 n: int, %8 c: bool, %9 t: f64[N]) {{\n  {body}\n}}");
        Assert.Contains(error, IrVerifier.Verify(function));
        Assert.Contains(error, Assert.Throws<InvalidOperationException>(() => IrVerifier.ThrowIfIllegal(function, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_arguments_of_the_body_are_the_parameters()
    {
        var function = IrParser.Parse("func \"k\" F(%0 x: f64) {\n  return %0\n}");
        function = function with { Parameters = EquatableArray<IrParameter>.Empty };
        Assert.Contains("The body's arguments are not the parameters.", IrVerifier.Verify(function));
    }

    [Fact]
    public void A_legal_function_has_no_errors() => Assert.Empty(IrVerifier.Verify(IrParser.Parse(
        "func \"k\" F(%0 x: f64, %1 c: bool) {\n  %2 y = if %1 : f64 {\n    %3 = mul %0, %0 : f64\n    yield %3\n  } {\n    yield %0\n  }\n  return %2\n}")));
}
