using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Oracle;

// Comparisons, masks, and choices by them: what is not chosen has no edge.
public static partial class VarOps
{
    public static Tensor<bool> LessThan(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a < b);

    public static Tensor<bool> LessThanOrEqual(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a <= b);

    public static Tensor<bool> GreaterThan(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a > b);

    public static Tensor<bool> GreaterThanOrEqual(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a >= b);

    public static Tensor<bool> Equals(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a == b);

    public static Tensor<bool> NotEquals(VarTensor x, VarTensor y) => Mask(x, y, (a, b) => a != b);

    public static Tensor<bool> BitwiseAnd(Tensor<bool> x, Tensor<bool> y) => Mask(Flags(x), Flags(y), (a, b) => a + b == 2);

    public static Tensor<bool> BitwiseOr(Tensor<bool> x, Tensor<bool> y) => Mask(Flags(x), Flags(y), (a, b) => a + b > 0);

    public static Tensor<bool> Xor(Tensor<bool> x, Tensor<bool> y) => Mask(Flags(x), Flags(y), (a, b) => a != b);

    public static Tensor<bool> Not(Tensor<bool> x) => Mask(Flags(x), 0, (a, _) => a == 0);

    public static VarTensor Where(Tensor<bool> mask, VarTensor whenTrue, VarTensor whenFalse) =>
        VarTensor.Zip(Flags(mask), whenTrue, whenFalse, (m, a, b) => m.Value != 0 ? a : b);

    private static VarTensor Flags(Tensor<bool> mask)
    {
        bool[] flags = new bool[mask.FlattenedLength];
        mask.FlattenTo(flags);
        return new VarTensor([.. mask.Lengths.ToArray().Select(l => (int)l)], [.. flags.Select(f => Var.Of(f ? 1 : 0))]);
    }

    private static Tensor<bool> Mask(VarTensor x, VarTensor y, Func<double, double, bool> test)
    {
        var answers = VarTensor.Zip(x, y, (a, b) => Var.Of(test(a.Value, b.Value) ? 1 : 0));
        return Tensor.Create([.. answers.Elements.Select(e => e.Value != 0)], [.. answers.Lengths]);
    }
}
