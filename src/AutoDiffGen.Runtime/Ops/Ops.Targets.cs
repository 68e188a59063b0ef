using System.Numerics;
using System.Numerics.Tensors;

using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// What the losses of classes are made of.
public static partial class Ops
{
    // The element of each target along an axis; 0 where it is the index that is ignored.
    private static Tensor<T> OfTargets<T, TIndex>(Tensor<T> x, Tensor<TIndex> targets, int ignoreIndex, int axis)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        var (outer, length, inner) = Axes.Around(x.Lengths, Axes.Resolve(axis, x.Rank, nameof(axis)));
        Tensor<T> result = Elementwise.New(targets.Lengths, out Span<T> chosen);
        TargetKernels.OfTargets(Dense.Read(x, out Lease<T> lease), Dense.Read(targets, out Lease<TIndex> leaseTargets), ignoreIndex, chosen, outer, length, inner);
        lease.Dispose();
        leaseTargets.Dispose();
        return result;
    }

    // The weight of each target; 0 where it is the index that is ignored.
    private static Tensor<T> OfClasses<T, TIndex>(Tensor<T> weight, Tensor<TIndex> targets, int ignoreIndex)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Tensor<T> result = Elementwise.New(targets.Lengths, out Span<T> chosen);
        TargetKernels.OfClasses(Dense.Read(weight, out Lease<T> lease), Dense.Read(targets, out Lease<TIndex> leaseTargets), ignoreIndex, chosen);
        lease.Dispose();
        leaseTargets.Dispose();
        return result;
    }

    // 1 for each target, 0 where it is the index that is ignored.
    private static Tensor<T> CountedTargets<T, TIndex>(Tensor<TIndex> targets, int ignoreIndex)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Tensor<T> result = Elementwise.New(targets.Lengths, out Span<T> counted);
        ReadOnlySpan<TIndex> read = Dense.Read(targets, out Lease<TIndex> lease);
        for (int i = 0; i < counted.Length; i++)
        {
            counted[i] = TargetKernels.IsIgnored(read[i], ignoreIndex) ? T.Zero : T.One;
        }

        lease.Dispose();
        return result;
    }

    // One number for each place along an axis of another tensor, as a tensor that broadcasts with it.
    private static Tensor<T> AlongAxis<T>(Tensor<T> weight, Tensor<T> x, int axis)
        where T : IFloatingPointIeee754<T>
    {
        nint[] shape = [weight.FlattenedLength, .. Enumerable.Repeat((nint)1, x.Rank - 1 - Axes.Resolve(axis, x.Rank, nameof(axis)))];
        return Reshape(weight, shape);
    }

    [EagerOnly]
    private static void CheckTargets<T, TIndex>(Tensor<T> x, Tensor<TIndex> targets, Tensor<T>? weight, int axis, string name)
    {
        ArgumentNullException.ThrowIfNull(x, name);
        ArgumentNullException.ThrowIfNull(targets);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        nint[] rest = [.. x.Lengths[..axis], .. x.Lengths[(axis + 1)..]];
        if (!targets.Lengths.SequenceEqual(rest))
        {
            throw new ArgumentException($"'{nameof(targets)}' must have the shape of '{name}' without axis {axis}, {Guard.Format(rest)}, but has {Guard.Format(targets.Lengths)}; '{name}' has {Guard.Format(x.Lengths)}.", nameof(targets));
        }

        CheckWeight(x, weight, axis, name);
    }

    [EagerOnly]
    private static void CheckWeight<T>(Tensor<T> x, Tensor<T>? weight, int axis, string name)
    {
        if (weight is not null && (weight.Rank != 1 || weight.Lengths[0] != x.Lengths[axis]))
        {
            throw new ArgumentException($"'{nameof(weight)}' must have the shape {Guard.Format([x.Lengths[axis]])}, one for each class along axis {axis} of '{name}', but has {Guard.Format(weight.Lengths)}.", nameof(weight));
        }
    }
}
