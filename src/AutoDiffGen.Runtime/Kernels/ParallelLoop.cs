using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AutoDiffGen.Kernels;

/// <summary>The pieces of an operation, any of which may run before, after or beside any other.</summary>
internal interface IParallelBody
{
    /// <summary>Runs a piece, on any thread.</summary>
    void Run(int index);
}

/// <summary>
/// Runs the pieces of an operation on the calling thread and on threads of the pool, which take one after the other until
/// none is left. The caller never waits for a thread that has not begun: with the pool busy, it does everything itself.
/// Allocates nothing.
/// </summary>
internal static unsafe class ParallelLoop
{
    private static readonly Lock PoolLock = new();
    private static Job? s_pool = CreateJobs();

    /// <summary>Runs all pieces; when one throws, those not begun are left out and the first exception is thrown here.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">The pieces; a copy, to which all threads have access at once.</param>
    public static void Run<TBody>(int count, TBody body)
        where TBody : struct, IParallelBody, allows ref struct
    {
        int helpers = Math.Min(Parallelism.MaxThreads, count) - 1;
        if (helpers <= 0 || Rent() is not { } job)
        {
            for (int i = 0; i < count; i++)
            {
                body.Run(i);
            }

            return;
        }

        // The body is a parameter, hence on this stack, where it stays until the last piece has run: its address is good
        // for other threads that long, and the references in it are kept up to date by the garbage collector.
        job.Begin(&Invoke<TBody>, Unsafe.AsPointer(ref body), count, helpers);
        for (int i = 0; i < helpers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        }

        job.TakePieces();
        ExceptionDispatchInfo? error = job.WaitForPieces();
        job.Release();
        error?.Throw();
    }

    private static void Invoke<TBody>(void* body, int index)
        where TBody : struct, IParallelBody, allows ref struct => Unsafe.AsRef<TBody>(body).Run(index);

    // As many as can be of use at once. When there is none left, all processors are busy, or the thread pool does not get
    // round to helping with earlier loops: asking it again would only lengthen its queue.
    private static Job? CreateJobs()
    {
        Job? first = null;
        for (int i = 0; i < 2 * Environment.ProcessorCount; i++)
        {
            first = new Job { Next = first };
        }

        return first;
    }

    private static Job? Rent()
    {
        lock (PoolLock)
        {
            Job? job = s_pool;
            s_pool = job?.Next;
            return job;
        }
    }

    private static void Return(Job job)
    {
        lock (PoolLock)
        {
            job.Next = s_pool;
            s_pool = job;
        }
    }

    private sealed class Job : IThreadPoolWorkItem
    {
        private delegate*<void*, int, void> _invoke;
        private void* _body;
        private int _count;
        private int _taken;
        private int _finished;
        private int _holders;
        private ExceptionDispatchInfo? _error;

        public Job? Next { get; set; }

        public void Begin(delegate*<void*, int, void> invoke, void* body, int count, int helpers)
        {
            _invoke = invoke;
            _body = body;
            _count = count;
            _taken = 0;
            _finished = 0;
            _error = null;
            Volatile.Write(ref _holders, helpers + 1);
        }

        void IThreadPoolWorkItem.Execute()
        {
            TakePieces();
            Release();
        }

        public void TakePieces()
        {
            int index;
            while ((index = Interlocked.Increment(ref _taken) - 1) < _count)
            {
                try
                {
                    if (Volatile.Read(ref _error) is null)
                    {
                        _invoke(_body, index);
                    }
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
                }

                Interlocked.Increment(ref _finished);
            }
        }

        public ExceptionDispatchInfo? WaitForPieces()
        {
            SpinWait spinner = default;
            while (Volatile.Read(ref _finished) < _count)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            return _error;
        }

        // A helper may begin long after the loop has ended; until then the job cannot serve another one.
        public void Release()
        {
            if (Interlocked.Decrement(ref _holders) == 0)
            {
                Return(this);
            }
        }
    }
}
