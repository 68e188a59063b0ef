using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

/// <summary>What convolutions, pools, dropout and attention promise of threads and memory.</summary>
[Collection(nameof(ProcessWide))]
public class StructuredParallelTests
{
    [Fact]
    public void Convolutions()
    {
        Convolution(new ConvolutionShape(4, 16, 16, 2, new WindowAxis(16, 3, 1, 1, 1), new WindowAxis(40, 3, 1, 1, 1)));

        // Few windows: several samples at once.
        Convolution(new ConvolutionShape(130, 48, 24, 1, WindowAxis.None, new WindowAxis(11, 3, 1, 1, 1)));
    }

    [Fact]
    public void Attention()
    {
        float[] q = Numbers.Random<float>(6 * 100 * 16, 1), k = Numbers.Random<float>(6 * 130 * 16, 2), v = Numbers.Random<float>(6 * 130 * 16, 3), g = Numbers.Random<float>(q.Length, 4);
        bool[] mask = [.. Numbers.Random<float>(2 * 130, 5).Select(m => m > -1.5f)];
        Check(() =>
        {
            float[] y = new float[g.Length], log = new float[600], dQ = new float[q.Length], dK = new float[k.Length], dV = new float[v.Length], dY = new float[g.Length];
            return ([y, log, dQ, dK, dV, dY], () =>
            {
                var shape = new AttentionShape([2, 3], 100, 130, 16, 16, 0.25, true, [2, 1, 1, 130]);
                AttentionKernels.Forward<float>(q, k, v, mask, default, y, log, in shape);
                AttentionKernels.Pullback<float>(q, k, v, mask, default, y, log, g, dQ, dK, dV, default, in shape);
                AttentionKernels.Pushforward<float>(q, k, v, mask, default, y, log, q, k, v, default, dY, in shape);
            });
        });
    }

    [Fact]
    public void Pools_and_dropout()
    {
        WindowAxis axis = new(64, 3, 2, 1, 1);
        float[] x = Numbers.Random<float>(8 * 64 * 64, 1), g = Numbers.Random<float>(8 * 32 * 32, 2);
        int[] indices = new int[g.Length];
        Check(() =>
        {
            float[] max = new float[g.Length], mean = new float[g.Length], dMax = new float[x.Length], dMean = new float[x.Length], dropped = new float[x.Length];
            return ([max, mean, dMax, dMean, dropped], () =>
            {
                MaxPoolKernels.Forward<float>(x, max, indices, 8, in axis, in axis);
                MaxPoolKernels.Pullback<float>(g, indices, dMax, 8, 64 * 64, 32 * 32);
                AveragePoolKernels.Forward<float>(x, mean, 8, in axis, in axis, false);
                AveragePoolKernels.Pullback<float>(g, dMean, 8, in axis, in axis, false);
                DropoutKernels.Apply<float>(x, dropped, 0.3, 1);
            });
        });
    }

    private static void Convolution(ConvolutionShape shape)
    {
        float[] x = Numbers.Random<float>(shape.Batch * shape.Channels * shape.Plane, 1), w = Numbers.Random<float>(shape.Filters * shape.Depth, 2);
        float[] bias = Numbers.Random<float>(shape.Filters, 4), g = Numbers.Random<float>(shape.Batch * shape.Filters * shape.Windows, 3);
        Check(() =>
        {
            float[] y = new float[g.Length], dX = new float[x.Length], dW = new float[w.Length], dBias = new float[bias.Length];
            return ([y, dX, dW, dBias], () =>
            {
                ConvolutionKernels.Forward<float>(x, w, bias, y, in shape);
                ConvolutionKernels.PullbackInput<float>(g, w, dX, in shape);
                ConvolutionKernels.PullbackWeight<float>(g, x, dW, in shape);
                ConvolutionKernels.PullbackBias<float>(g, dBias, in shape);
            });
        });
    }

    // The same bits for any number of threads, and nothing allocated by the second call on one of them.
    private static void Check(Func<(float[][] Results, Action Call)> create)
    {
        int before = Parallelism.MaxThreads;
        Workspace.Trim();
        try
        {
            Parallelism.MaxThreads = 1;
            var (expected, call) = create();
            call();
            long start = GC.GetAllocatedBytesForCurrentThread();
            call();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
            foreach (int threads in new[] { 2, 5 })
            {
                Parallelism.MaxThreads = threads;
                var (actual, again) = create();
                again();
                Assert.Equal(expected, actual);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }
}
