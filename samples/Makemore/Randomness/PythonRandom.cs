using System.Numerics;

namespace Makemore.Randomness;

/// <summary>The numbers of CPython's <c>random.seed(seed)</c>: enough of it for <c>random.shuffle</c>.</summary>
/// <param name="seed">Of 32 bits, which is one word of the key that CPython seeds with.</param>
internal sealed class PythonRandom(uint seed)
{
    private readonly MersenneTwister _bits = MersenneTwister.FromKey(seed);

    /// <summary><c>random.shuffle(items)</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Uniform in [0, bound), without bias: as many bits as the bound has, drawn again while they are too large.</summary>
    private int Below(int bound)
    {
        int bits = 32 - BitOperations.LeadingZeroCount((uint)bound);
        uint value;
        do
        {
            value = _bits.Next() >> (32 - bits);
        }
        while (value >= (uint)bound);
        return (int)value;
    }
}
