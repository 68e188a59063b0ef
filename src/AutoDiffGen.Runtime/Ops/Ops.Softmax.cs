using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Softmax and what is built on it.
public static partial class Ops
{
    /// <summary>exp(x) over its sum, along one axis.</summary>
    /// <remarks>
    /// exp(x - m) over its sum, with the maximum m, the same number: see Goodfellow, Bengio and Courville, Deep Learning,
    /// 4.1. A logit of -infinity gets the probability 0; where all are -infinity, the result is NaN.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The logits, of any shape.</param>
    /// <param name="axis">The axis along which the result adds to 1; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> Softmax<T>(Tensor<T> x, int axis = -1)
        where T : IFloatingPointIeee754<T> => SoftmaxAlong(x, axis, SoftmaxKernels.Softmax);

    /// <summary>The logarithm of softmax along one axis: x minus the logarithm of the sum of exp(x).</summary>
    /// <remarks>As (x - m) - log(sum(exp(x - m))), with the maximum m; -infinity where a logit is.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The logits, of any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> LogSoftmax<T>(Tensor<T> x, int axis = -1)
        where T : IFloatingPointIeee754<T> => SoftmaxAlong(x, axis, SoftmaxKernels.LogSoftmax);

    /// <summary>The mean of -log softmax(logits)[target] over all targets.</summary>
    /// <remarks>Each as log(sum(exp(x - m))) - (x[target] - m), with the row's maximum m. NaN when there are no targets.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logits">Shape (..., V).</param>
    /// <param name="targets">Shape (...): the right class of each row, in [0, V).</param>
    /// <exception cref="ArgumentException">The targets do not have the shape of the logits without its last dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is negative, or not less than V.</exception>
    public static T CrossEntropy<T, TIndex>(Tensor<T> logits, Tensor<TIndex> targets)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        if (!targets.Lengths.SequenceEqual(logits.Lengths[..^1]))
        {
            throw new ArgumentException(
                $"'targets' must have the shape of the logits without its last dimension, {Guard.Format(logits.Lengths[..^1])}, but has {Guard.Format(targets.Lengths)}; the logits have {Guard.Format(logits.Lengths)}.", nameof(targets));
        }

        int rows = Broadcast.Size(targets.Lengths), classes = checked((int)logits.Lengths[^1]);
        T loss = CrossEntropyKernels.Forward(Dense.Read(logits, out Lease<T> lease), Dense.Read(targets, out Lease<TIndex> targetLease), default, rows, classes);
        lease.Dispose();
        targetLease.Dispose();
        return loss;
    }

    private static Tensor<T> SoftmaxAlong<T>(Tensor<T> x, int axis, Axes.Kernel<T, T> kernel)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return Axes.Run(x, axis, kernel, x.Lengths);
    }
}
