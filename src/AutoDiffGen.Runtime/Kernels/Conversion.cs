using System.ComponentModel;
using System.Numerics;

namespace AutoDiffGen.Kernels;

/// <summary>Truth values and whole numbers as floating numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Conversion
{
    /// <summary>1 for true, 0 for false.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The truth values.</param>
    /// <param name="result">As many numbers. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ToNumbers<T>(ReadOnlySpan<bool> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(result.Length, x.Length, 1, nameof(result));
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] ? T.One : T.Zero;
        }
    }

    /// <summary>Whole numbers, rounded to the nearest where the type cannot hold them.</summary>
    /// <typeparam name="TWhole">Any integer type.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The whole numbers.</param>
    /// <param name="result">As many numbers. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ToNumbers<TWhole, T>(ReadOnlySpan<TWhole> x, Span<T> result)
        where TWhole : IBinaryInteger<TWhole>
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(result.Length, x.Length, 1, nameof(result));
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = T.CreateTruncating(x[i]);
        }
    }
}
