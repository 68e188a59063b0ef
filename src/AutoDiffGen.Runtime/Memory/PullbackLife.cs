using System.ComponentModel;

namespace AutoDiffGen.Memory;

/// <summary>
/// Whether a pullback may still be invoked. Copies of a handle share one life: after one of them is disposed, all throw.
/// The default one has ended. Pooled, so that a warm call allocates nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PullbackLife
{
    private readonly Token? _token;
    private readonly long _generation;

    private PullbackLife(Token token) => (_token, _generation) = (token, token.Generation);

    /// <summary>Whether a copy was disposed, or none was ever begun.</summary>
    public bool IsOver => _token is null || _token.Generation != _generation;

    /// <summary>Begins a life.</summary>
    public static PullbackLife Begin() => new(Token.Take());

    /// <summary>Ends it for every copy. Doing so twice is harmless.</summary>
    public void End()
    {
        if (_token is not null && _token.End(_generation))
        {
            Token.Return(_token);
        }
    }

    private sealed class Token
    {
        private static readonly Lock PoolLock = new();
        private static Token? s_pool;

        // The usual life ends on the thread that began it, before the next one begins: that takes no lock.
        [ThreadStatic]
        private static Token? t_free;

        private long _generation;
        private Token? _next;

        public long Generation => Volatile.Read(ref _generation);

        public static Token Take()
        {
            if (t_free is { } free)
            {
                t_free = null;
                return free;
            }

            lock (PoolLock)
            {
                if (s_pool is { } pooled)
                {
                    s_pool = pooled._next;
                    pooled._next = null;
                    return pooled;
                }
            }

            return new Token();
        }

        public static void Return(Token token)
        {
            if (t_free is null)
            {
                t_free = token;
                return;
            }

            lock (PoolLock)
            {
                token._next = s_pool;
                s_pool = token;
            }
        }

        public bool End(long generation) => Interlocked.CompareExchange(ref _generation, generation + 1, generation) == generation;
    }
}
