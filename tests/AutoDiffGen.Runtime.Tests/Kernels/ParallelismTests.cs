using AutoDiffGen.Kernels;

namespace AutoDiffGen.Runtime.Tests.Kernels;

/// <summary>Tests that change the number of threads, one after the other.</summary>
[CollectionDefinition(nameof(Parallelism), DisableParallelization = true)]
public sealed class ParallelismCollection;

[Collection(nameof(Parallelism))]
public sealed class ParallelismTests
{
    [Fact]
    public void Threads_are_at_least_one()
    {
        Assert.True(Parallelism.MaxThreads >= 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.MaxThreads = 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_piece_runs_once(int threads) => With(threads, () =>
    {
        for (int repeat = 0; repeat < 300; repeat++)
        {
            int[] runs = new int[repeat];
            ParallelLoop.Run(repeat, new Count(runs));
            Assert.All(runs, n => Assert.Equal(1, n));
        }
    });

    [Fact]
    public void Pieces_may_be_loops_themselves() => With(3, () =>
    {
        int[] runs = new int[64];
        ParallelLoop.Run(8, new Nested(runs));
        Assert.All(runs, n => Assert.Equal(1, n));
    });

    [Fact]
    public void Several_threads_may_loop_at_once() => With(2, () => Parallel.For(0, 8, _ =>
    {
        for (int repeat = 0; repeat < 200; repeat++)
        {
            int[] runs = new int[5];
            ParallelLoop.Run(5, new Count(runs));
            Assert.All(runs, n => Assert.Equal(1, n));
        }
    }));

    // Helpers that come too late hold up neither the loop nor those after it.
    [Fact]
    public void A_busy_thread_pool_holds_up_nothing() => With(4, () =>
    {
        // Not disposed of: some of those that wait for it begin after this test has ended.
        var gate = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out int workers, out _);
        for (int i = 0; i < 2 * workers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static g => g.Wait(), gate, preferLocal: false);
        }

        try
        {
            for (int repeat = 0; repeat < 100; repeat++)
            {
                int[] runs = new int[9];
                ParallelLoop.Run(9, new Count(runs));
                Assert.All(runs, n => Assert.Equal(1, n));
            }
        }
        finally
        {
            gate.Set();
        }
    });

    [Fact]
    public void The_first_exception_arrives() => With(2, () =>
    {
        for (int repeat = 0; repeat < 50; repeat++)
        {
            Assert.Throws<NotFiniteNumberException>(() => ParallelLoop.Run(20, new Throw()));
        }
    });

    // What the pieces refer to moves while they run.
    [Fact]
    public void References_follow_the_garbage_collector() => With(2, () =>
    {
        for (int repeat = 0; repeat < 20; repeat++)
        {
            byte[] garbage = new byte[1000];
            int[] values = new int[100];
            ParallelLoop.Run(20, new Collect(values));
            GC.KeepAlive(garbage);
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(i + 1, values[i]);
            }
        }
    });

    private static void With(int threads, Action action)
    {
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = threads;
            action();
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    private readonly struct Count(int[] runs) : IParallelBody
    {
        public void Run(int index) => Interlocked.Increment(ref runs[index]);
    }

    private readonly struct Nested(int[] runs) : IParallelBody
    {
        public void Run(int index) => ParallelLoop.Run(8, new Offset(runs, index * 8));
    }

    private readonly struct Offset(int[] runs, int start) : IParallelBody
    {
        public void Run(int index) => Interlocked.Increment(ref runs[start + index]);
    }

    private readonly struct Throw : IParallelBody
    {
        public void Run(int index)
        {
            if (index > 3)
            {
                throw new NotFiniteNumberException();
            }
        }
    }

    private readonly ref struct Collect(Span<int> values) : IParallelBody
    {
        private readonly Span<int> _values = values;

        public void Run(int index)
        {
            GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
            _values[index] = index + 1;
        }
    }
}
