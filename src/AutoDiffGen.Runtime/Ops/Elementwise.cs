using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

/// <summary>Functions of numbers applied to tensors, with broadcasting.</summary>
internal static class Elementwise
{
    public static Tensor<T> Map<T, F>(Tensor<T> x, F f, [CallerArgumentExpression(nameof(x))] string nameX = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, IUnary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        Tensor<T> result = New(x.Lengths, out Span<T> target);
        ElementwiseKernels.Apply(Dense.Read(x, out Lease<T> lease), target, f);
        lease.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(
        Tensor<T> x, Tensor<T> y, F f, [CallerArgumentExpression(nameof(x))] string nameX = "", [CallerArgumentExpression(nameof(y))] string nameY = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, IBinary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        ArgumentNullException.ThrowIfNull(y, nameY);
        nint[] shape = Broadcast.Shape(x.Lengths, y.Lengths, nameX, nameY);
        Tensor<T> result = New(shape, out Span<T> target);
        ElementwiseKernels.Apply(Broadcast.Read(x, shape, out Lease<T> leaseX), Broadcast.Read(y, shape, out Lease<T> leaseY), target, f);
        leaseX.Dispose();
        leaseY.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(Tensor<T> x, T y, F f, [CallerArgumentExpression(nameof(x))] string nameX = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, IBinary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        Tensor<T> result = New(x.Lengths, out Span<T> target);
        ElementwiseKernels.Apply(Dense.Read(x, out Lease<T> lease), new ReadOnlySpan<T>(in y), target, f);
        lease.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(T x, Tensor<T> y, F f, [CallerArgumentExpression(nameof(y))] string nameY = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, IBinary<T>
    {
        ArgumentNullException.ThrowIfNull(y, nameY);
        Tensor<T> result = New(y.Lengths, out Span<T> target);
        ElementwiseKernels.Apply(new ReadOnlySpan<T>(in x), Dense.Read(y, out Lease<T> lease), target, f);
        lease.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(
        Tensor<T> x, Tensor<T> y, Tensor<T> z, F f,
        [CallerArgumentExpression(nameof(x))] string nameX = "", [CallerArgumentExpression(nameof(y))] string nameY = "", [CallerArgumentExpression(nameof(z))] string nameZ = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, ITernary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        ArgumentNullException.ThrowIfNull(y, nameY);
        ArgumentNullException.ThrowIfNull(z, nameZ);
        nint[] shape = Broadcast.Shape(Broadcast.Shape(x.Lengths, y.Lengths, nameX, nameY), z.Lengths, $"{nameX}' with '{nameY}", nameZ);
        Tensor<T> result = New(shape, out Span<T> target);
        ElementwiseKernels.Apply(
            Broadcast.Read(x, shape, out Lease<T> leaseX), Broadcast.Read(y, shape, out Lease<T> leaseY), Broadcast.Read(z, shape, out Lease<T> leaseZ), target, f);
        leaseX.Dispose();
        leaseY.Dispose();
        leaseZ.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(Tensor<T> x, Tensor<T> y, T z, F f, [CallerArgumentExpression(nameof(x))] string nameX = "", [CallerArgumentExpression(nameof(y))] string nameY = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, ITernary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        ArgumentNullException.ThrowIfNull(y, nameY);
        nint[] shape = Broadcast.Shape(x.Lengths, y.Lengths, nameX, nameY);
        Tensor<T> result = New(shape, out Span<T> target);
        ElementwiseKernels.Apply(Broadcast.Read(x, shape, out Lease<T> leaseX), Broadcast.Read(y, shape, out Lease<T> leaseY), new ReadOnlySpan<T>(in z), target, f);
        leaseX.Dispose();
        leaseY.Dispose();
        return result;
    }

    public static Tensor<T> Map<T, F>(Tensor<T> x, T y, T z, F f, [CallerArgumentExpression(nameof(x))] string nameX = "")
        where T : IFloatingPointIeee754<T>
        where F : struct, ITernary<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        Tensor<T> result = New(x.Lengths, out Span<T> target);
        ElementwiseKernels.Apply(Dense.Read(x, out Lease<T> lease), new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in z), target, f);
        lease.Dispose();
        return result;
    }

    /// <summary>A new tensor, and its memory to fill.</summary>
    public static Tensor<T> New<T>(ReadOnlySpan<nint> shape, out Span<T> data)
    {
        Tensor<T> result = Tensor.CreateFromShapeUninitialized<T>(shape);
        data = Dense.Write(result, nameof(result));
        return result;
    }
}
