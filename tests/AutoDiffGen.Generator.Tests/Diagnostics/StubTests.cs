using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Passes;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What stands in place of the derivative of a method in error.</summary>
public class StubTests
{
    private const string Bad = """
        using System.Numerics;
        using AutoDiffGen;
        namespace Samples;
        public static partial class C
        {
            public static double Shared;

            [Differentiable]
            public static double F(double x, int n) { Shared = x; return x; }

            [Differentiable]
            public static T G<T>(T @in) where T : IFloatingPointIeee754<T> { Shared = 1; return @in; }
        }

        """;

    [Fact]
    public void A_caller_of_a_method_in_error_sees_that_error_alone()
    {
        var outcome = GeneratorHarness.Run(Bad + """
            public static class Caller
            {
                public static double Value(double x) => C.FGradient(x, 1, out _);
                public static double Again(double x)
                {
                    double y = C.FWithPullback(x, 2, out var pullback) + C.FPrimal(x, 3);
                    pullback.Invoke(1, out double dX);
                    pullback.Dispose();
                    return y + dX;
                }
            }
            """);
        var found = outcome.CompilerDiagnostics();
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal("CS0619", d.Id));
        Assert.All(found, d => Assert.Contains(
            "ADG0009: 'Shared' outlives the call, so writing to it cannot be differentiated: use a local, and return the value", d.GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public void Stubs_throw_the_message_when_they_are_reached_all_the_same()
    {
        var outcome = GeneratorHarness.Run(Bad);
        var method = outcome.Method("Samples.C", "FPrimal");
        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => method.Invoke(null, [1.0, 2])).InnerException;
        Assert.StartsWith("ADG0009: ", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FGradient", "double x, int n, out double dX")]
    [InlineData("FWithPullback", "double x, int n, out FPullback pullback")]
    [InlineData("FPrimal", "double x, int n")]
    [InlineData("GGradient<T>", "T @in, out T dIn")]
    public void A_stub_has_the_signature_of_the_real_member(string name, string parameters) =>
        Assert.Contains($" {name}({parameters})\n", GeneratorHarness.Run(Bad).AllSources, StringComparison.Ordinal);

    [Fact]
    public void Parameters_of_the_type_are_implemented_beside_a_method_in_error() => Expected.Diagnostic(
        """
        using System.Numerics.Tensors;
        using AutoDiffGen;
        [Differentiable]
        public sealed partial class Model(int n)
        {
            private float _last;

            [Parameter("n")] public partial Tensor<float> W { get; }

            public float Last => _last;

            [Differentiable]
            public float Loss(float x) { {|ADG0009:_last|} = x; return Ops.Sum(W) * x; }
        }

        public static class Trainer
        {
            public static int Count(Model model) => new Model.Gradient(model).Values.Length + model.Parameters.Length;
        }
        """,
        "'_last' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    [Fact]
    public void An_error_is_not_silenced_by_a_pragma_and_a_warning_is()
    {
        var outcome = GeneratorHarness.Run("""
            #pragma warning disable ADG0009, ADG0301
            using AutoDiffGen;
            public static partial class C
            {
                public static double Shared;

                [Differentiable] public static double F(double x) { Shared = x; return x; }

                [Differentiable] public static double G(double x) => 1;
            }
            """);
        Assert.Equal(["ADG0009"], outcome.AnalyzerDiagnostics().Where(d => !d.IsSuppressed).Select(d => d.Id));
    }

    [Fact]
    public void An_error_is_not_silenced_by_NoWarn_and_a_warning_is()
    {
        var outcome = GeneratorHarness.Run(
            new Dictionary<string, ReportDiagnostic> { ["ADG0009"] = ReportDiagnostic.Suppress, ["ADG0301"] = ReportDiagnostic.Suppress },
            "using AutoDiffGen; public static partial class C { public static double Shared; [Differentiable] public static double F(double x) { Shared = x; return x; } [Differentiable] public static double G(double x) => 1; }");
        Assert.Equal([("ADG0009", DiagnosticSeverity.Error)], outcome.AnalyzerDiagnostics().Select(d => (d.Id, d.Severity)));
    }

    [Fact]
    public void A_warning_can_be_made_an_error()
    {
        var outcome = GeneratorHarness.Run(
            new Dictionary<string, ReportDiagnostic> { ["ADG0301"] = ReportDiagnostic.Error },
            "using AutoDiffGen; public static partial class C { [Differentiable] public static double G(double x) => 1; }");
        Assert.Equal([("ADG0301", DiagnosticSeverity.Error)], outcome.AnalyzerDiagnostics().Select(d => (d.Id, d.Severity)));
    }

    // A bug of ours must not take the other methods' derivatives with it.
    [Fact]
    public void A_failure_of_the_generator_names_the_method_and_the_step_and_leaves_a_stub()
    {
        var unit = PassDriver.Unit("""
            func "M:C.F" F(%0 x: f64) {
              %1 = nonsense %0 : f64
              return %1
            }
            """);
        var compiled = SafeCompiler.Compile(unit, default);
        var info = Assert.Single(compiled.Diagnostics);
        Assert.Equal("ADG9999", info.Id);
        Assert.Equal("AutoDiffGen failed on 'F' (compiling: InvalidOperationException: 'nonsense' has no pullback.): this is a bug of the generator, please report it with the method's text",
            DiagnosticCatalog.Message(info.Id, info.Arguments));
        Assert.Contains("[Obsolete(\"ADG9999: ", compiled.Source, StringComparison.Ordinal);
    }
}
