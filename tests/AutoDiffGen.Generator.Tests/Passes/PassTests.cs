using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Tests.Passes;

/// <summary>Each pass alone, on functions in the IR's printed form.</summary>
public class PassTests
{
    [Fact]
    public void The_inliner_writes_a_callee_into_its_caller_at_the_span_of_the_call() => Becomes(
        """
        func "F" F(%0 x: f64) {
          %1 y = call %0 {callee="G"} : f64 @5+4
          %2 = add %1, %1 : f64 @0+9
          return %2
        }
        """,
        """
        func "F" F(%0 x: f64) {
          %3 = mul %0, %0 : f64 @5+4
          %2 = add %3, %3 : f64 @0+9
          return %2
        }
        """,
        f => Inliner.Run(f, [IrParser.Parse("func \"G\" G(%0 a: f64) {\n  %1 = mul %0, %0 : f64 @90+3\n  return %1\n}")]));

    [Fact]
    public void The_inliner_keeps_a_recursive_call_and_says_which_arguments_are_active() => Becomes(
        "func \"F\" F(%0 x: f64, %1 n: int, %2 c: f64 nograd) {\n  %3 = call %0, %1, %2 {callee=\"F\"} : f64\n  return %3\n}",
        "func \"F\" F(%0 x: f64, %1 n: int, %2 c: f64 nograd) {\n  %3 = call %0, %1, %2 {callee=\"F\", active=\"0\", tangents=\"0\"} : f64\n  return %3\n}",
        f => Inliner.Run(f, []));

    [Fact]
    public void Recursion_through_others_is_found()
    {
        static IrFunction Of(string name, string callee) => IrParser.Parse($"func \"{name}\" {name}(%0 x: f64) {{\n  %1 = call %0 {{callee=\"{callee}\"}} : f64\n  return %1\n}}");
        var functions = new[] { Of("A", "B"), Of("B", "C"), Of("C", "B"), Of("D", "missing") }.ToDictionary(f => f.Key);
        Assert.Equal(["B", "C"], Inliner.RecursiveKeys(functions).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hoisting_reads_each_parameter_once_at_the_top() => Becomes(
        """
        func "F" F(%0 this: model<M>, %1 c: bool, %2 x: f32) {
          %3 = if %1 : f32 {
            %4 = parameter %0 {member="W"} : f32[N]
            %5 = sum %4 {axes="*", keep="false"} : f32
            yield %5
          } {
            yield %2
          }
          %6 = parameter %0 {member="W"} : f32[N]
          %7 = sum %6 {axes="*", keep="false"} : f32
          %8 = add %3, %7 : f32
          return %8
        }
        """,
        """
        func "F" F(%0 this: model<M>, %1 c: bool, %2 x: f32) {
          %4 = parameter %0 {member="W"} : f32[N]
          %3 = if %1 : f32 {
            %5 = sum %4 {axes="*", keep="false"} : f32
            yield %5
          } {
            yield %2
          }
          %7 = sum %4 {axes="*", keep="false"} : f32
          %8 = add %3, %7 : f32
          return %8
        }
        """,
        HoistParameters.Run);

    [Fact]
    public void The_shape_pass_infers_shapes_and_spells_out_the_mean() => Becomes(
        """
        func "F" F(%0 a: f32[B, N], %1 b: f32[N, 3 * E]) {
          %2 c = matmul %0, %1 {transpose_a="false", transpose_b="false"} : f32[?]
          %3 = tanh %2 : f32[?]
          %4 = mean %3 {axes="-1", keep="false"} : f32[?]
          return %4
        }
        """,
        """
        func "F" F(%0 a: f32[B, N], %1 b: f32[N, 3 * E]) {
          %2 c = matmul %0, %1 {transpose_a="false", transpose_b="false"} : f32[B, 3 * E]
          %3 = tanh %2 : f32[B, 3 * E]
          %5 = sum %3 {keep="false", axes="1"} : f32[B]
          %6 = extent %3 {axes="1"} : f32
          %4 = div %5, %6 : f32[B]
          return %4
        }
        """,
        f => ShapePass.Run(f).Function);

    [Fact]
    public void What_a_callee_demands_of_shapes_is_proved_away()
    {
        var shaped = ShapePass.Run(IrParser.Parse("func \"F\" F(%0 a: f32[B, N]) {\n  expect_shape %0 {dims=\"$0K, $0L\", name=\"m\"}\n  %1 = neg %0 : f32[?]\n  return %1\n}")).Function;
        Assert.DoesNotContain(shaped.Body.Ops, op => op.Code == "expect_shape");
        var error = Assert.Throws<CompilationException>(() => ShapePass.Run(IrParser.Parse("func \"F\" F(%0 a: f32[B, N]) {\n  expect_shape %0 {dims=\"$0K, $0K\", name=\"m\"} @3+4\n  return %0\n}")));
        Assert.Equal(("ADG0102", new IrSpan(3, 4)), (error.Diagnostic.Id, error.Diagnostic.Span));
    }

    [Fact]
    public void Activity_is_what_varies_and_is_useful()
    {
        var activity = Activity.Analyze(IrParser.Parse("""
            func "F" F(%0 x: f64, %1 c: f64 nograd, %2 n: int) {
              %3 = mul %0, %1 : f64
              %4 = sin %0 : f64
              %5 = floor %3 : f64
              %6 = mul %1, %1 : f64
              %7 = add %3, %6 : f64
              return %7
            }
            """));
        Assert.Equal([0, 3, 7], Enumerable.Range(0, 8).Where(activity.IsActive));
        Assert.Equal([0, 3, 4, 7], Enumerable.Range(0, 8).Where(activity.IsVaried));
    }

    [Fact]
    public void A_number_that_comes_out_of_a_call_without_derivative_is_an_error()
    {
        var error = Assert.Throws<CompilationException>(() => Activity.Analyze(IrParser.Parse("func \"F\" F(%0 x: f64) {\n  %1 = inert_call %0 {target=\"global::C.G\", kind=\"static\"} : f64 @7+4\n  return %1\n}")));
        Assert.Equal(("ADG0201", new IrSpan(7, 4), "C.G"), (error.Diagnostic.Id, error.Diagnostic.Span, error.Diagnostic.Arguments[0]));
    }

    [Fact]
    public void The_reverse_of_a_product_saves_its_factors_and_nothing_else()
    {
        var derivative = Derivative("func \"F\" F(%0 x: f64, %1 y: f64) {\n  %2 s = sin %0 : f64\n  %3 = mul %2, %1 : f64\n  return %3\n}");
        Assert.Equal(["s"], derivative.Saved.Select(v => v.Name));
        Assert.Equal(["x", "y"], derivative.Destinations.Select(d => d.Name));
        Assert.Equal("mul mul cos mul yield", Codes(derivative.Reverse));
        Assert.False(derivative.IsConstant);
    }

    [Fact]
    public void A_constant_result_has_zeros_for_adjoints()
    {
        var derivative = Derivative("func \"F\" F(%0 x: f64) {\n  %1 = floor %0 : f64\n  return %1\n}");
        Assert.True(derivative.IsConstant);
        Assert.Equal("zero yield", Codes(derivative.Reverse));
    }

    [Fact]
    public void Equal_operations_are_computed_once_and_unused_ones_not_at_all()
    {
        var derivative = Derivative("func \"F\" F(%0 x: f64) {\n  %1 = sin %0 : f64\n  %2 = sin %0 : f64\n  %3 = exp %0 : f64\n  %4 = add %1, %2 : f64\n  return %4\n}");
        Assert.Equal("sin add yield", Codes(derivative.Forward));
    }

    [Theory]
    [InlineData("%1 = const {value=\"1\"} : f64\n  %2 = mul %0, %1 : f64", "%0")]
    [InlineData("%1 = neg %0 : f64\n  %2 = neg %1 : f64", "%0")]
    [InlineData("%1 = const {value=\"1\"} : f64\n  %2 = div %0, %1 : f64", "%0")]
    [InlineData("%1 = neg %0 : f64\n  %2 = add %0, %1 : f64", "sub %0, %0")]
    [InlineData("%1 = const {value=\"-1\"} : f64\n  %2 = mul %1, %0 : f64", "neg %0")]
    [InlineData("%1 = const {value=\"2\"} : f64\n  %2 = pow %0, %1 : f64", "mul %0, %0")]
    [InlineData("%1 = const {value=\"3\"} : f64\n  %2 = mul %1, %1 : f64", "const")]
    [InlineData("%1 = const {value=\"0\"} : f64\n  %2 = mul %0, %1 : f64", "mul %0, %1")]
    public void Algebra_changes_no_value(string ops, string expected)
    {
        var block = IrParser.Parse($"func \"F\" F(%0 x: f64) {{\n  {ops}\n  yield %2\n}}").Body;
        var result = Algebra.Run(block, []);
        int id = result.Terminator.Operands[0];
        var op = result.Ops.FirstOrDefault(o => o.Results.Any(r => r.Id == id));
        Assert.Equal(expected, op is null ? "%" + id : (op.Code + " " + string.Join(", ", op.Operands.Select(o => "%" + o))).Trim());
    }

    [Fact]
    public void A_chain_of_elementwise_operations_is_one_loop_that_writes_what_is_used()
    {
        var steps = Steps("""
            func "F" F(%0 a: f32[B, N], %1 b: f32[N]) {
              %2 = add %0, %1 : f32[B, N]
              %3 = const {value="2"} : f32
              %4 h = tanh %2 : f32[B, N]
              %5 = mul %4, %3 : f32[B, N]
              %6 = sum %5 {axes="*", keep="false"} : f32
              yield %6
            }
            """);
        var loop = Assert.Single(steps.OfType<LoopStep>());
        Assert.Equal("add tanh mul", string.Join(" ", loop.Ops.Select(o => o.Code)));
        Assert.Equal([5], loop.Outputs.Select(o => o.Id));
        Assert.Equal("sum", Assert.Single(steps.OfType<KernelStep>()).Op.Code);
    }

    [Fact]
    public void A_kernel_parts_the_loops_before_and_after_it()
    {
        var steps = Steps("""
            func "F" F(%0 a: f32[N, N]) {
              %1 = neg %0 : f32[N, N]
              %2 = matmul %1, %0 {transpose_a="false", transpose_b="false"} : f32[N, N]
              %3 = exp %2 : f32[N, N]
              yield %3
            }
            """);
        Assert.Equal(["LoopStep neg", "KernelStep matmul", "LoopStep exp"], steps.Select(s => s.GetType().Name + " " + s.Op.Code));
    }

    [Fact]
    public void Operations_for_different_destinations_share_no_loop()
    {
        var block = IrParser.Parse("func \"F\" F(%0 a: f32[N], %1 b: f32[N]) {\n  %4 = sin %0 : f32[N]\n  %2 = neg %0 : f32[N]\n  %3 = exp %0 : f32[N]\n  %5 = add %2, %4 : f32[N]\n  %6 = add %3, %4 : f32[N]\n  yield %5, %6\n}").Body;
        var demand = new Demand(block, ["dA is not null", "dB is not null"]);
        Assert.Equal(
            ["dA is not null|dB is not null", "dA is not null", "dB is not null", "dA is not null", "dB is not null"],
            block.Body.Select(demand.Key));
        Assert.Equal(3, Fuse.Run(block, [], demand.Key).Count);
    }

    private static void Becomes(string before, string after, Func<IrFunction, IrFunction> pass)
    {
        var function = IrParser.Parse(before);
        var result = pass(function);
        Assert.Equal(after.Replace("\r\n", "\n", StringComparison.Ordinal).Trim(), IrPrinter.Print(result).Trim());
        IrVerifier.ThrowIfIllegal(result, "the pass");
    }

    private static Derivative Derivative(string text) => Differentiate.Run(ShapePass.Run(IrParser.Parse(text)));

    private static List<Step> Steps(string text) => Fuse.Run(IrParser.Parse(text).Body, [], _ => "");

    private static string Codes(IrBlock block) => string.Join(" ", block.Ops.Select(op => op.Code));
}
