namespace Micrograd.Moons;

/// <summary>
/// The random numbers of the sample: SplitMix64 (Steele, Lea and Flood, 2014), the same on every platform and in every
/// version of .NET for a given seed.
/// </summary>
internal sealed class SplitMix(int seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * ((Next() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>Standard normal, after Box and Muller.</summary>
    public double Normal()
    {
        // 1 - u lies in (0, 1]: its logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(0, 1)));
        return radius * Math.Cos(2 * Math.PI * Uniform(0, 1));
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
