using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Emission;

/// <summary>Generated code compiles without a warning wherever it stands: beside types and type parameters of the names that it uses itself.</summary>
public class HiddenNameTests
{
    public static TheoryData<string> Used => ["Guard", "Gemm", "TensorPrimitives", "CrossEntropyKernels", "ArgumentNullException", "Math", "Tape", "TapeLease", "TapeCursor", "IDisposable", "Workspace", "Lease", "Shadow", "Span", "Tensor", "Dense", "PullbackLife", "Lane512", "MemoryMarshal", "Obsolete", "Scratch", "Directions", "Vector"];

    [Theory]
    [MemberData(nameof(Used))]
    public void A_nested_type(string name) => Clean($$"""
        using System;
        using System.Numerics.Tensors;
        using AutoDiffGen;
        using static AutoDiffGen.Ops;
        namespace Samples;
        public static partial class Outer
        {
            public interface {{name}};

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public static double Loop(double[] x, double a)
            {
                double s = a;
                foreach (double v in x) { s = global::System.Math.Sin(s * v) + v; }
                return s;
            }

            [Differentiable]
            public static float Layer([Shape("B", "N")] global::System.Numerics.Tensors.Tensor<float> x, [Shape("N", "M")] global::System.Numerics.Tensors.Tensor<float> w, [Shape("B")] global::System.Numerics.Tensors.Tensor<int> t) =>
                CrossEntropy(Tanh(MatMul(x, w)), t);
        }
        """);

    [Theory]
    [MemberData(nameof(Used))]
    public void The_type_itself(string name) => Clean($$"""
        using System;
        namespace Samples;
        public static partial class Outer
        {
            public static partial class {{name}}
            {
                [AutoDiffGen.Differentiable]
                public static double Loop(double[] x, double a)
                {
                    double s = a;
                    foreach (double v in x) { s = global::System.Math.Sin(s * v) + v; }
                    return s;
                }
            }
        }
        """);

    [Theory]
    [InlineData("double.MaxNumber(x, y)")]
    [InlineData("double.MinMagnitudeNumber(x, y)")]
    [InlineData("Math.Max(x, x)")]
    [InlineData("Math.Clamp(x, x, x)")]
    [InlineData("x == x ? y : x * y")]
    public void What_is_compared_with_itself(string value) => Clean($$"""
        using System;
        using AutoDiffGen;
        namespace Samples;
        #pragma warning disable CS1718
        public static partial class C { [Differentiable] public static double F(double x, double y) => {{value}}; }
        """);

    [Theory]
    [InlineData("C", "H<V>", "V")]
    [InlineData("C<V>", "H", "V")]
    [InlineData("C<T, V>", "H", "T")]
    [InlineData("C", "H<TLane, V>", "TLane")]
    public void A_type_parameter_of_the_lanes(string type, string method, string element)
    {
        string constraint = $"where {element} : global::System.Numerics.IFloatingPointIeee754<{element}>";
        bool own = method.Contains(element, StringComparison.Ordinal);
        Clean($$"""
            using System.Numerics.Tensors;
            using AutoDiffGen;
            using static AutoDiffGen.Ops;
            namespace Samples;
            public static partial class {{type}} {{(own ? "" : constraint)}}
            {
                [Differentiable]
                public static Tensor<{{element}}> {{method}}([Shape("N")] Tensor<{{element}}> x) {{(own ? constraint : "")}} => Tanh(x * x);
            }
            """);
    }

    private static void Clean(string source)
    {
        var outcome = GeneratorHarness.Run(source);
        Assert.Empty(outcome.AnalyzerDiagnostics());
        Assert.True(outcome.CompilerDiagnostics().IsEmpty, string.Join("\n", outcome.CompilerDiagnostics()));
    }
}
