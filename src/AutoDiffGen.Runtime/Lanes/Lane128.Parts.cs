using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

// What the elementary functions are built of. The size tells float from double in a few bytes of code, which keeps the
// JIT's estimate of a loop small.
public partial struct Lane128<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Constant(double value)
    {
        Lane128<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector128.Create((float)value).As<float, T>();
        }
        else
        {
            result._value = Vector128.Create(value).As<double, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Constant(double single, double twice)
    {
        Lane128<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector128.Create((float)single).As<float, T>();
        }
        else
        {
            result._value = Vector128.Create(twice).As<double, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.FromBits(ulong bits)
    {
        Lane128<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector128.Create((uint)bits).As<uint, T>();
        }
        else
        {
            result._value = Vector128.Create(bits).As<ulong, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.AddBits(Lane128<T> x, Lane128<T> y)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = (x._value.AsUInt32() + y._value.AsUInt32()).As<uint, T>();
        }
        else
        {
            x._value = (x._value.AsUInt64() + y._value.AsUInt64()).As<ulong, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.SubtractBits(Lane128<T> x, Lane128<T> y)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = (x._value.AsUInt32() - y._value.AsUInt32()).As<uint, T>();
        }
        else
        {
            x._value = (x._value.AsUInt64() - y._value.AsUInt64()).As<ulong, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.ShiftLeft(Lane128<T> x, int count)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = (x._value.AsUInt32() << count).As<uint, T>();
        }
        else
        {
            x._value = (x._value.AsUInt64() << count).As<ulong, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.ShiftRight(Lane128<T> x, int count)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = (x._value.AsUInt32() >>> count).As<uint, T>();
        }
        else
        {
            x._value = (x._value.AsUInt64() >>> count).As<ulong, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.AddExponent(Lane128<T> x, Lane128<T> n)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = (x._value.AsUInt32() + (n._value.AsUInt32() << 23)).As<uint, T>();
        }
        else
        {
            x._value = (x._value.AsUInt64() + (n._value.AsUInt64() << 52)).As<ulong, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.AddScaled(Lane128<T> x, Lane128<T> y, double single, double twice)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.MultiplyAddEstimate(y._value.AsSingle(), Vector128.Create((float)single), x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.MultiplyAddEstimate(y._value.AsDouble(), Vector128.Create(twice), x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.MinNative(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.MinNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.MaxNative(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.MaxNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Lane128<T>, T>.AllLessThan(Lane128<T> x, Lane128<T> y) => Vector128.LessThanAll(x._value, y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Horner(Lane128<T> p, Lane128<T> x, double a)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector128.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector128.Create((float)a)).As<float, T>();
        }
        else
        {
            p._value = Vector128.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector128.Create(a)).As<double, T>();
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Horner(Lane128<T> p, Lane128<T> x, double a, double b)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector128.Create((float)a)), x._value.AsSingle(), Vector128.Create((float)b)).As<float, T>();
        }
        else
        {
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector128.Create(a)), x._value.AsDouble(), Vector128.Create(b)).As<double, T>();
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Horner(Lane128<T> p, Lane128<T> x, double a, double b, double c, double d)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector128.Create((float)a)), x._value.AsSingle(), Vector128.Create((float)b)).As<float, T>();
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector128.Create((float)c)), x._value.AsSingle(), Vector128.Create((float)d)).As<float, T>();
        }
        else
        {
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector128.Create(a)), x._value.AsDouble(), Vector128.Create(b)).As<double, T>();
            p._value = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector128.Create(c)), x._value.AsDouble(), Vector128.Create(d)).As<double, T>();
        }

        return p;
    }
}
