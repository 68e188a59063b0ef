using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Oracle;

// Losses, each number by itself.
public static partial class VarOps
{
    public static VarTensor MseLoss(VarTensor x, VarTensor y, NoReduction reduction) => VarTensor.Zip(x, y, (a, b) => (a - b) * (a - b));

    public static Var MseLoss(VarTensor x, VarTensor y, LossReduction reduction = default) => Reduced(MseLoss(x, y, Reduce.None), reduction);

    public static VarTensor L1Loss(VarTensor x, VarTensor y, NoReduction reduction) => VarTensor.Zip(x, y, (a, b) => Var.Abs(a - b));

    public static Var L1Loss(VarTensor x, VarTensor y, LossReduction reduction = default) => Reduced(L1Loss(x, y, Reduce.None), reduction);

    public static VarTensor HuberLoss(VarTensor x, VarTensor y, NoReduction reduction, Var? delta = null)
    {
        Var limit = delta ?? 1;
        return VarTensor.Zip(x, y, (a, b) => Math.Abs((a - b).Value) <= limit.Value ? (a - b) * (a - b) / 2 : limit * (Var.Abs(a - b) - limit / 2));
    }

    public static Var HuberLoss(VarTensor x, VarTensor y, LossReduction reduction = default, Var? delta = null) => Reduced(HuberLoss(x, y, Reduce.None, delta), reduction);

    public static VarTensor KlDivLoss(VarTensor x, VarTensor y, NoReduction reduction, bool logTarget = false) =>
        VarTensor.Zip(x, y, (a, b) => logTarget ? Var.Exp(b) * (b - a) : b.Value > 0 ? b * (Var.Log(b) - a) : 0);

    public static Var KlDivLoss(VarTensor x, VarTensor y, LossReduction reduction = default, bool logTarget = false) => Reduced(KlDivLoss(x, y, Reduce.None, logTarget), reduction);

    public static VarTensor BceWithLogits(VarTensor logits, VarTensor targets, NoReduction reduction, VarTensor? weight = null, VarTensor? positiveWeight = null)
    {
        VarTensor positive = targets.Map(t => t) * logits.Map(z => -Var.Log(Var.Sigmoid(z))), negative = targets.Map(t => 1 - t) * logits.Map(z => -Var.Log(1 - Var.Sigmoid(z)));
        return (weight ?? (VarTensor)1.0) * ((positiveWeight ?? (VarTensor)1.0) * positive + negative);
    }

    public static Var BceWithLogits(VarTensor logits, VarTensor targets, LossReduction reduction = default, VarTensor? weight = null, VarTensor? positiveWeight = null) =>
        Reduced(BceWithLogits(logits, targets, Reduce.None, weight, positiveWeight), reduction);

    public static VarTensor NllLoss<TIndex>(VarTensor x, Tensor<TIndex> targets, NoReduction reduction, VarTensor? weight = null, int axis = -1, int ignoreIndex = -100)
        where TIndex : IBinaryInteger<TIndex> => OfTargets(x, targets, axis, ignoreIndex, (all, target) => -(weight?.Elements[target] ?? 1) * all[target]);

    public static Var NllLoss<TIndex>(VarTensor x, Tensor<TIndex> targets, LossReduction reduction = default, VarTensor? weight = null, int axis = -1, int ignoreIndex = -100)
        where TIndex : IBinaryInteger<TIndex> => Sum(NllLoss(x, targets, Reduce.None, weight, axis, ignoreIndex)) / Divisor(x, targets, reduction, weight, axis, ignoreIndex);

    public static VarTensor CrossEntropy<TIndex>(VarTensor logits, Tensor<TIndex> targets, NoReduction reduction, VarTensor? weight = null, int axis = -1, int ignoreIndex = -100, Var labelSmoothing = default)
        where TIndex : IBinaryInteger<TIndex> => OfTargets(LogSoftmax(logits, axis), targets, axis, ignoreIndex, (all, target) =>
        {
            Var loss = 0;
            for (int c = 0; c < all.Length; c++)
            {
                Var probability = labelSmoothing / all.Length + (c == target ? 1 - labelSmoothing : 0);
                loss -= probability * (weight?.Elements[c] ?? 1) * all[c];
            }

            return loss;
        });

    public static Var CrossEntropy<TIndex>(VarTensor logits, Tensor<TIndex> targets, LossReduction reduction, VarTensor? weight = null, int axis = -1, int ignoreIndex = -100, Var labelSmoothing = default)
        where TIndex : IBinaryInteger<TIndex> => Sum(CrossEntropy(logits, targets, Reduce.None, weight, axis, ignoreIndex, labelSmoothing)) / Divisor(logits, targets, reduction, weight, axis, ignoreIndex);

    public static VarTensor CrossEntropy(VarTensor logits, VarTensor targets, NoReduction reduction, VarTensor? weight = null, int axis = -1, Var labelSmoothing = default)
    {
        int classes = logits.Shape[axis < 0 ? axis + logits.Shape.Length : axis];
        var logs = LogSoftmax(logits, axis);
        int place = axis < 0 ? axis + logits.Shape.Length : axis;
        var parts = VarTensor.Build(logits.Shape, index =>
            -(weight?.Elements[index[place]] ?? 1) * (targets.At(index) * (1 - labelSmoothing) + labelSmoothing / classes) * logs.At(index));
        return Sum(parts, axis);
    }

    public static Var CrossEntropy(VarTensor logits, VarTensor targets, LossReduction reduction = default, VarTensor? weight = null, int axis = -1, Var labelSmoothing = default) =>
        Reduced(CrossEntropy(logits, targets, Reduce.None, weight, axis, labelSmoothing), reduction);

    private static VarTensor OfTargets<TIndex>(VarTensor x, Tensor<TIndex> targets, int axis, int ignoreIndex, Func<Var[], int, Var> loss)
        where TIndex : IBinaryInteger<TIndex>
    {
        int place = axis < 0 ? axis + x.Shape.Length : axis;
        int[] right = Classes(targets), shape = [.. x.Shape.Where((_, i) => i != place)];
        return VarTensor.Build(shape, index =>
        {
            int target = right[VarTensor.Offset(shape, index)];
            return target == ignoreIndex ? 0 : loss([.. Enumerable.Range(0, x.Shape[place]).Select(c => x.At([.. index[..place], c, .. index[place..]]))], target);
        });
    }

    private static Var Divisor<TIndex>(VarTensor x, Tensor<TIndex> targets, LossReduction reduction, VarTensor? weight, int axis, int ignoreIndex)
        where TIndex : IBinaryInteger<TIndex> => reduction == LossReduction.Sum ? 1 : Sum(OfTargets(x, targets, axis, ignoreIndex, (_, target) => weight?.Elements[target] ?? 1));

    private static int[] Classes<TIndex>(Tensor<TIndex> targets)
        where TIndex : IBinaryInteger<TIndex>
    {
        var right = new TIndex[targets.FlattenedLength];
        targets.FlattenTo(right);
        return [.. right.Select(int.CreateChecked)];
    }

    private static Var Reduced(VarTensor losses, LossReduction reduction) => reduction == LossReduction.Sum ? Sum(losses) : Sum(losses) / losses.Elements.Length;
}
