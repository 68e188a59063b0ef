using System.ComponentModel;
using System.Numerics;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Dropout (Srivastava et al. 2014), scaled so that the expectation stays. Whether an element is kept is a function of the
/// seed and its position alone, so that the same call on the cotangent is the pullback, and on the tangent the pushforward:
/// no mask is stored.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutKernels
{
    /// <summary>x / (1 - probability) where an element is kept, and zero where it is dropped, NaN and infinities included.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, or cotangents or tangents.</param>
    /// <param name="result">As many, overwritten; it may be x itself.</param>
    /// <param name="probability">That of an element to be dropped, in [0, 1]; it is rounded to a multiple of 2^-32.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside of [0, 1], or NaN; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> result, double probability, long seed)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(result.Length, x.Length, 1, nameof(result));
        if (x.Overlaps(result, out int offset) && offset != 0)
        {
            throw new ArgumentException("The result overlaps the elements: it must be all of their memory, or none.", nameof(result));
        }

        ulong dropped = Threshold(probability);
        T scale = Scale<T>(probability);
        for (int i = 0; i < x.Length; i += 4)
        {
            var words = Philox.Words((ulong)seed, (ulong)i / 4);
            result[i] = words.A < dropped ? T.Zero : x[i] * scale;
            if (i + 3 < x.Length)
            {
                result[i + 1] = words.B < dropped ? T.Zero : x[i + 1] * scale;
                result[i + 2] = words.C < dropped ? T.Zero : x[i + 2] * scale;
                result[i + 3] = words.D < dropped ? T.Zero : x[i + 3] * scale;
                continue;
            }

            if (i + 1 < x.Length)
            {
                result[i + 1] = words.B < dropped ? T.Zero : x[i + 1] * scale;
            }

            if (i + 2 < x.Length)
            {
                result[i + 2] = words.C < dropped ? T.Zero : x[i + 2] * scale;
            }
        }
    }

    /// <summary>The mask of <see cref="Apply"/>: 1 / (1 - probability) where an element is kept, and 0 where it is dropped.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Overwritten.</param>
    /// <param name="probability">That of an element to be dropped, in [0, 1].</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside of [0, 1], or NaN; nothing was written.</exception>
    public static void Mask<T>(Span<T> mask, double probability, long seed)
        where T : IFloatingPointIeee754<T>
    {
        CheckProbability(probability);
        mask.Fill(T.One);
        Apply<T>(mask, mask, probability, seed);
    }

    /// <summary>Checks that a probability is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of [0, 1], or NaN.</exception>
    internal static void CheckProbability(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), $"The probability of an element to be dropped must be in [0, 1], but is {probability}.");
        }
    }

    // The words below it are dropped: all of them, 2^32, at probability 1.
    private static ulong Threshold(double probability)
    {
        CheckProbability(probability);
        return (ulong)Math.Round(probability * 4294967296.0);
    }

    // At probability 1 nothing is kept.
    private static T Scale<T>(double probability)
        where T : IFloatingPointIeee754<T> => probability < 1 ? T.CreateTruncating(1 / (1 - probability)) : T.Zero;
}
