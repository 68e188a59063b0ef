using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

/// <summary>Flat, row-major spans of tensors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dense
{
    /// <summary>The elements of a tensor in row-major order: its own memory when it is dense, else a copy in rented memory.</summary>
    /// <param name="tensor">The tensor, of any rank.</param>
    /// <param name="lease">What the copy lives in; to be disposed after the last read.</param>
    public static ReadOnlySpan<T> Read<T>(Tensor<T> tensor, out Lease<T> lease)
    {
        lease = default;
        if (tensor.FlattenedLength == 0)
        {
            return default;
        }

        int length = checked((int)tensor.FlattenedLength);
        if (tensor.IsDense)
        {
            // Through the tensor span: the tensor's own reference is to the first element of its array, wherever it starts.
            return MemoryMarshal.CreateReadOnlySpan(in tensor.AsReadOnlyTensorSpan().GetPinnableReference(), length);
        }

        lease = Workspace.Rent<T>(length);
        Span<T> copy = lease.Span;
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>The memory of a dense tensor, to write to.</summary>
    /// <param name="tensor">The destination.</param>
    /// <param name="name">The name that an error gives it.</param>
    /// <exception cref="ArgumentException">The tensor is a view whose elements do not follow each other.</exception>
    public static Span<T> Write<T>(Tensor<T> tensor, string name)
    {
        if (tensor.FlattenedLength == 0)
        {
            return default;
        }

        if (!tensor.IsDense)
        {
            throw new ArgumentException($"'{name}' must be dense: it is a view whose elements do not follow each other in memory. Pass a tensor of its own.", name);
        }

        return MemoryMarshal.CreateSpan(ref tensor.AsTensorSpan().GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>All memory of a gradient; nothing for null.</summary>
    public static ReadOnlySpan<T> Values<T>(IGradient<T>? gradient) => gradient is null ? default : gradient.Values;

    /// <summary>All memory of a model's parameters.</summary>
    public static ReadOnlySpan<T> Values<T>(IModel<T> model) => model.Parameters;

    /// <summary>All memory of an array of several dimensions; nothing for null.</summary>
    public static ReadOnlySpan<T> Values<T>(Array? array) =>
        array is null or { Length: 0 } ? default : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
