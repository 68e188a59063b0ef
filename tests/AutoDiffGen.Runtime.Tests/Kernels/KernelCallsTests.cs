using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

/// <summary>The calls as generated code writes them: types inferred from spans that may be written, sizes in brackets.</summary>
[Collection(nameof(ProcessWide))]
public class KernelCallsTests
{
    [Fact]
    public void Types_are_inferred_and_nothing_is_allocated()
    {
        float[] memory = Numbers.Random<float>(6 * 40, 1), other = new float[6 * 40], third = new float[6 * 40];
        int[] numbers = [3, 0, 1, 5, 2, 3];
        double loss = Run(memory, numbers, other, third, 6, 40);
        Assert.True(double.IsFinite(loss));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(memory, numbers, other, third, 6, 40);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static float Run(Span<float> x, ReadOnlySpan<int> indices, Span<float> y, Span<float> z, int rows, int width)
        {
            Indexing.Gather(x, indices, y, rows, width);
            z.Clear();
            Indexing.ScatterAdd(y, indices, z, rows, width);
            Reduction.Sum(x, [rows, 2, width / 2], [true, false, true], y[..2]);
            Reduction.Sum(x, [rows, width], [true, false], y[..width]);
            SoftmaxKernels.Softmax(x, y, rows, width, 1);
            SoftmaxKernels.LogSoftmax(x, z, 2, 3, width);
            float without = CrossEntropyKernels.Forward(x, indices, default, rows, width);
            float loss = CrossEntropyKernels.Forward(x, indices, y, rows, width);
            CrossEntropyKernels.Backward(y, indices, 1f, z, rows, width);
            return without - loss + Reduction.Sum(z);
        }
    }
}
