using System.ComponentModel;
using System.Numerics;
using AutoDiffGen.Lanes;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>The product along axes, and its pullback.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Products
{
    /// <summary>The product of all elements, 1 when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    public static T Prod<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T result = T.Zero;
        Prod(x, [x.Length], [true], new Span<T>(ref result));
        return result;
    }

    /// <summary>The product along axes, of a tensor of any rank.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is multiplied over.</param>
    /// <param name="result">The products, in the order of the axes that are kept; ones where there is nothing to multiply. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Prod<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        FoldedAxes<T> axes = FoldedAxes<T>.Of(x, lengths, reduced, result.Length);
        if (x.IsEmpty)
        {
            result.Fill(T.One);
        }
        else
        {
            Fold.Run(axes.Values, result, axes.Outer, axes.Length, axes.Inner, default(Times<T>));
        }

        axes.Dispose();
    }

    /// <summary>
    /// The pullback: for each element the cotangent times the product of the others, as the product of those before times
    /// that of those after. Nothing is divided, so that zeros are exact: one zero gets the product of the others, and of
    /// two each gets 0.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is multiplied over.</param>
    /// <param name="cotangent">That of the products.</param>
    /// <param name="result">The shape of x. Overwritten; it must not overlap x.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ProdPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, ReadOnlySpan<T> cotangent, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(result.Length, x.Length, 1, nameof(result));
        if (result.Overlaps(x))
        {
            throw new ArgumentException("The result overlaps the elements: it must have memory of its own.", nameof(result));
        }

        FoldedAxes<T> axes = FoldedAxes<T>.Of(x, lengths, reduced, cotangent.Length);
        if (!x.IsEmpty)
        {
            Lease<T> lease = axes.IsPermuted ? Workspace.Rent<T>(x.Length) : default;
            Span<T> target = axes.IsPermuted ? lease.Span : result;
            for (int i = 0; i < axes.Outer; i++)
            {
                int size = axes.Length * axes.Inner;
                Others(axes.Values.Slice(i * size, size), cotangent.Slice(i * axes.Inner, axes.Inner), target.Slice(i * size, size), axes.Length, axes.Inner);
            }

            if (axes.IsPermuted)
            {
                FoldedAxes<T>.Unfold(target, lengths, reduced, result);
            }

            lease.Dispose();
        }

        axes.Dispose();
    }

    private static void Others<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> cotangent, Span<T> result, int length, int inner)
        where T : IFloatingPointIeee754<T>
    {
        for (int j = 0; j < inner; j++)
        {
            T before = T.One;
            for (int i = j; i < x.Length; i += inner)
            {
                result[i] = before;
                before *= x[i];
            }

            T after = cotangent[j];
            for (int k = length - 1; k >= 0; k--)
            {
                int i = (k * inner) + j;
                result[i] *= after;
                after *= x[i];
            }
        }
    }

    private readonly struct Times<T> : IFold<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => x * y;

        public T Across<V>(V x)
            where V : struct, ILane<V, T>
        {
            LaneElements<T> elements = default;
            V.Store(x, ref elements[0], 0);
            T product = elements[0];
            for (int i = 1; i < V.Width; i++)
            {
                product *= elements[i];
            }

            return product;
        }
    }
}
