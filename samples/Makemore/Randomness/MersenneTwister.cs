namespace Makemore.Randomness;

/// <summary>
/// MT19937, the generator below both PyTorch's and CPython's random numbers (Matsumoto and Nishimura 1998, Mersenne
/// Twister: A 623-dimensionally equidistributed uniform pseudo-random number generator).
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    private MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Length; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    /// <summary>The reference code's <c>init_genrand</c>, which PyTorch seeds with.</summary>
    public static MersenneTwister FromSeed(uint seed) => new(seed);

    /// <summary>The reference code's <c>init_by_array</c>, which CPython seeds with.</summary>
    public static MersenneTwister FromKey(params ReadOnlySpan<uint> key)
    {
        var twister = new MersenneTwister(19650218u);
        uint[] state = twister._state;
        int i = 1, j = 0;
        for (int k = Math.Max(Length, key.Length); k > 0; k--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525u)) + key[j] + (uint)j;
            i = Advance(i);
            j = j + 1 == key.Length ? 0 : j + 1;
        }

        for (int k = Length - 1; k > 0; k--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941u)) - (uint)i;
            i = Advance(i);
        }

        state[0] = 0x80000000u;
        return twister;

        int Advance(int index)
        {
            if (index + 1 < Length)
            {
                return index + 1;
            }

            state[0] = state[Length - 1];
            return 1;
        }
    }

    /// <summary>32 random bits.</summary>
    public uint Next()
    {
        if (_next == Length)
        {
            Refill();
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private void Refill()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7fffffffu);
            _state[i] = _state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) * 0x9908b0dfu);
        }

        _next = 0;
    }
}
