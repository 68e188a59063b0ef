using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

/// <summary>The shapes and elements of tensors that are repeated to a common shape.</summary>
internal static class Broadcast
{
    /// <summary>The common shape: aligned at the last dimension, equal lengths or a length of 1 against any.</summary>
    /// <exception cref="ArgumentException">Two lengths differ and neither is 1.</exception>
    public static nint[] Shape(ReadOnlySpan<nint> x, ReadOnlySpan<nint> y, string nameX, string nameY)
    {
        var shape = new nint[Math.Max(x.Length, y.Length)];
        for (int back = 1; back <= shape.Length; back++)
        {
            nint a = back <= x.Length ? x[^back] : 1, b = back <= y.Length ? y[^back] : 1;
            if (a != b && a != 1 && b != 1)
            {
                throw new ArgumentException(
                    $"'{nameY}' has the shape {Guard.Format(y)}, which does not broadcast with {Guard.Format(x)} of '{nameX}': aligned at the last dimension, two lengths must be equal, or one of them 1.", nameY);
            }

            shape[^back] = a == 1 ? b : a;
        }

        return shape;
    }

    /// <summary>
    /// The elements in row-major order, repeated to a shape that the tensor broadcasts to; a single element is not
    /// repeated.
    /// </summary>
    /// <param name="tensor">What is repeated.</param>
    /// <param name="shape">What to repeat it to.</param>
    /// <param name="lease">What copies live in; to be disposed after the last read.</param>
    public static ReadOnlySpan<T> Read<T>(Tensor<T> tensor, ReadOnlySpan<nint> shape, out Lease<T> lease)
    {
        if (tensor.FlattenedLength == 1 || tensor.Lengths.SequenceEqual(shape))
        {
            return Dense.Read(tensor, out lease);
        }

        ReadOnlySpan<T> source = Dense.Read(tensor, out Lease<T> copy);
        lease = Workspace.Rent<T>(Size(shape));
        if (!source.IsEmpty)
        {
            Repeat(source, tensor.Lengths, shape, lease.Span);
        }

        copy.Dispose();
        return lease.Span;
    }

    /// <summary>The number of elements.</summary>
    public static int Size(ReadOnlySpan<nint> shape)
    {
        nint size = 1;
        foreach (nint length in shape)
        {
            size = checked(size * length);
        }

        return checked((int)size);
    }

    private static void Repeat<T>(ReadOnlySpan<T> source, ReadOnlySpan<nint> from, ReadOnlySpan<nint> to, Span<T> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        if (source.Length == target.Length)
        {
            source.CopyTo(target);
            return;
        }

        int count = (int)to[0], part = target.Length / count;
        bool moves = from.Length == to.Length && from[0] != 1;
        int step = moves ? source.Length / count : 0;
        ReadOnlySpan<nint> inner = from.Length == to.Length ? from[1..] : from;
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && !moves)
            {
                target[..part].CopyTo(target.Slice(i * part, part));
            }
            else
            {
                Repeat(moves ? source.Slice(i * step, step) : source, inner, to[1..], target.Slice(i * part, part));
            }
        }
    }
}
