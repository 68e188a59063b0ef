namespace Makemore.Randomness;

/// <summary>
/// The numbers that <c>torch.Generator().manual_seed(seed)</c> gives on a CPU, so that a notebook's run can be repeated.
/// </summary>
/// <param name="seed">Only its lower 32 bits count, as in PyTorch.</param>
internal sealed class TorchRandom(long seed)
{
    /// <summary>The smallest number of normals that can be drawn at a time.</summary>
    public const int FewestNormals = Block;

    private const int Block = 16;
    private readonly MersenneTwister _bits = MersenneTwister.FromSeed((uint)(seed & 0xffffffff));

    /// <summary>What <c>torch.rand</c> stores: uniform in [0, 1), 24 bits.</summary>
    public float NextSingle() => (_bits.Next() & 0xffffff) * (1f / (1 << 24));

    /// <summary>What <c>torch.multinomial</c> draws: uniform in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        ulong high = _bits.Next();
        return (((high << 32) | _bits.Next()) & ((1UL << 53) - 1)) * (1.0 / (1UL << 53));
    }

    /// <summary><c>torch.randint(0, bound, ...)</c>, one number of it.</summary>
    public int NextInt(int bound) => (int)(_bits.Next() % (uint)bound);

    /// <summary>
    /// <c>torch.randn</c> of as many numbers as there are: Box and Muller in blocks of 16, where the first eight
    /// uniforms are the radii and the other eight the angles.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 16: PyTorch has another algorithm then, which no model here needs.</exception>
    public void FillNormal(Span<float> values)
    {
        if (values.Length < Block)
        {
            throw new ArgumentException($"At least {Block} numbers are drawn at a time, not {values.Length}.", nameof(values));
        }

        foreach (ref float value in values)
        {
            value = NextSingle();
        }

        int whole = values.Length / Block * Block;
        for (int start = 0; start < whole; start += Block)
        {
            Transform(values.Slice(start, Block));
        }

        if (whole < values.Length)
        {
            // The rest is no block of its own: the last 16 places, already transformed ones among them, are drawn anew.
            Span<float> last = values[^Block..];
            foreach (ref float value in last)
            {
                value = NextSingle();
            }

            Transform(last);
        }
    }

    private static void Transform(Span<float> block)
    {
        for (int i = 0; i < Block / 2; i++)
        {
            // In double precision and rounded once: the same on every machine, and within float rounding of PyTorch,
            // whose own last bit depends on the instruction set.
            double radius = Math.Sqrt(-2 * Math.Log(1 - (double)block[i]));
            double angle = 2 * Math.PI * block[i + (Block / 2)];
            block[i] = (float)(radius * Math.Cos(angle));
            block[i + (Block / 2)] = (float)(radius * Math.Sin(angle));
        }
    }
}
