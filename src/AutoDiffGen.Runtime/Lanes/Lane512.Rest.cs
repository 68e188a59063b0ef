using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiffGen.Lanes;

// The last elements of a row, when they do not fill a lane.
public partial struct Lane512<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> First(int count)
    {
        Lane512<T> mask = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            mask._value = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>();
        }
        else
        {
            mask._value = Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
        }

        return mask;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lane512<T> Load(ref readonly T start, nint index, int count, Lane512<T> otherwise)
    {
        if (!Avx512F.IsSupported)
        {
            return ElementByElement.Load(in Unsafe.Add(ref Unsafe.AsRef(in start), index), count, otherwise);
        }

        fixed (byte* address = &Unsafe.As<T, byte>(ref Unsafe.AsRef(in start)))
        {
            if (Unsafe.SizeOf<T>() == sizeof(float))
            {
                otherwise._value = Avx512F.MaskLoad((float*)address + index, First(count)._value.AsSingle(), otherwise._value.AsSingle()).As<float, T>();
            }
            else
            {
                otherwise._value = Avx512F.MaskLoad((double*)address + index, First(count)._value.AsDouble(), otherwise._value.AsDouble()).As<double, T>();
            }
        }

        return otherwise;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lane512<T> value, ref T start, nint index, int count)
    {
        if (!Avx512F.IsSupported)
        {
            ElementByElement.Store(value, ref Unsafe.Add(ref start, index), count);
            return;
        }

        fixed (byte* address = &Unsafe.As<T, byte>(ref start))
        {
            if (Unsafe.SizeOf<T>() == sizeof(float))
            {
                Avx512F.MaskStore((float*)address + index, First(count)._value.AsSingle(), value._value.AsSingle());
            }
            else
            {
                Avx512F.MaskStore((double*)address + index, First(count)._value.AsDouble(), value._value.AsDouble());
            }
        }
    }
}
