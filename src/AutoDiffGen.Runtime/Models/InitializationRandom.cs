namespace AutoDiffGen.Models;

/// <summary>
/// The random numbers of initialisation: SplitMix64 (Steele, Lea and Flood 2014, Fast Splittable Pseudorandom Number
/// Generators), which gives the same sequence on every platform.
/// </summary>
internal sealed class InitializationRandom(int seed, int stream)
{
    // Streams start far apart: the increments of two of them never meet in any sequence that memory could hold.
    private ulong _state = Mix(((ulong)(uint)seed << 32) | (uint)stream);
    private double _spare = double.NaN;

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by the polar form of Box and Muller (Marsaglia and Bray 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        double u, v, s;
        do
        {
            u = (2 * NextUniform()) - 1;
            v = (2 * NextUniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is 0 or >= 1);
        double factor = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * factor;
        return u * factor;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);
}
