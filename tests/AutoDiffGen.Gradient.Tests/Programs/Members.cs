using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Instance methods, fields, properties.</summary>
[Differentiable]
public partial class Members
{
    private readonly double _scale = 1.25;

    public double Offset { get; set; } = 0.5;

    public double Doubled => 2 * _scale;

    [Differentiable, At(1.5)]
    public double ReadsAField(double x) => x * _scale + this.Offset;

    [Differentiable, At(1.5)]
    public double ReadsAComputedProperty(double x) => x * Doubled * x;

    [Differentiable, At(1.5, 2)]
    public double CallsAnInstanceMethod(double x, double y) => ReadsAField(x) * this.ReadsAField(y) + Helper(x);

    // Members of a differentiable type need no mark of their own to be called.
    private double Helper(double x) => x * x * _scale;

    [Differentiable, At(1.5)]
    public double CallsAnotherObject(double x, Members other) => other.ReadsAField(x) * other.Offset * x + ReadsAField(x);

    [Differentiable, At(0.5, 4)]
    public double RecursiveInstanceMethod(double x, int n) => n == 0 ? x * _scale : Math.Cos(RecursiveInstanceMethod(x * x, n - 1));

    [Differentiable, At(0.5)]
    public static double ReadsStatics(double x) => x * Unit + Statics.Factor * x * x + Statics.Ratio;

    private static double Unit => 3;

    /// <summary>Another type's statics.</summary>
    public static class Statics
    {
        public static readonly double Ratio = 1.5;

        public static double Factor { get; set; } = 2.25;
    }

    /// <summary>A nested type.</summary>
    public static partial class Inner
    {
        [Differentiable, At(0.5, 2)]
        public static double InANestedType(double x, double y) => x * y * y;

        /// <summary>And one more.</summary>
        public static partial class Innermost
        {
            [Differentiable, At(0.5, 2)]
            public static double TwoLevelsDown(double x, double y) => InANestedType(x, y) + InANestedType(y, x);
        }
    }
}
