using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiffGen.Lanes;

// The last elements of a row, when they do not fill a lane.
public partial struct Lane128<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> First(int count)
    {
        Lane128<T> mask = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            mask._value = Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).As<int, T>();
        }
        else
        {
            mask._value = Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).As<long, T>();
        }

        return mask;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lane128<T> Load(ref readonly T start, nint index, int count, Lane128<T> otherwise)
    {
        if (!Avx.IsSupported)
        {
            return ElementByElement.Load(in Unsafe.Add(ref Unsafe.AsRef(in start), index), count, otherwise);
        }

        fixed (byte* address = &Unsafe.As<T, byte>(ref Unsafe.AsRef(in start)))
        {
            Lane128<T> mask = First(count);
            if (Unsafe.SizeOf<T>() == sizeof(float))
            {
                otherwise._value = Vector128.ConditionalSelect(mask._value, Avx.MaskLoad((float*)address + index, mask._value.AsSingle()).As<float, T>(), otherwise._value);
            }
            else
            {
                otherwise._value = Vector128.ConditionalSelect(mask._value, Avx.MaskLoad((double*)address + index, mask._value.AsDouble()).As<double, T>(), otherwise._value);
            }
        }

        return otherwise;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lane128<T> value, ref T start, nint index, int count)
    {
        if (!Avx.IsSupported)
        {
            ElementByElement.Store(value, ref Unsafe.Add(ref start, index), count);
            return;
        }

        fixed (byte* address = &Unsafe.As<T, byte>(ref start))
        {
            if (Unsafe.SizeOf<T>() == sizeof(float))
            {
                Avx.MaskStore((float*)address + index, First(count)._value.AsSingle(), value._value.AsSingle());
            }
            else
            {
                Avx.MaskStore((double*)address + index, First(count)._value.AsDouble(), value._value.AsDouble());
            }
        }
    }
}
