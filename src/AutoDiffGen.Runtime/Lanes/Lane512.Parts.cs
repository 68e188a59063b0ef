using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

// What the elementary functions are built of. The size tells float from double in a few bytes of code, which keeps the
// JIT's estimate of a loop small.
public partial struct Lane512<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.Constant(double value)
    {
        Lane512<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector512.Create((float)value).As<float, T>();
        }
        else
        {
            result._value = Vector512.Create(value).As<double, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.Constant(double single, double twice)
    {
        Lane512<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector512.Create((float)single).As<float, T>();
        }
        else
        {
            result._value = Vector512.Create(twice).As<double, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.FromBits(ulong bits)
    {
        Lane512<T> result = default;
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            result._value = Vector512.Create((uint)bits).As<uint, T>();
        }
        else
        {
            result._value = Vector512.Create(bits).As<ulong, T>();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.AddBits(Lane512<T> x, Lane512<T> y)
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
    static Lane512<T> ILane<Lane512<T>, T>.SubtractBits(Lane512<T> x, Lane512<T> y)
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
    static Lane512<T> ILane<Lane512<T>, T>.ShiftLeft(Lane512<T> x, int count)
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
    static Lane512<T> ILane<Lane512<T>, T>.ShiftRight(Lane512<T> x, int count)
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
    static Lane512<T> ILane<Lane512<T>, T>.AddExponent(Lane512<T> x, Lane512<T> n)
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
    static Lane512<T> ILane<Lane512<T>, T>.AddScaled(Lane512<T> x, Lane512<T> y, double single, double twice)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.MultiplyAddEstimate(y._value.AsSingle(), Vector512.Create((float)single), x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.MultiplyAddEstimate(y._value.AsDouble(), Vector512.Create(twice), x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.MinNative(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.MinNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.MaxNative(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.MaxNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Lane512<T>, T>.AllLessThan(Lane512<T> x, Lane512<T> y) => Vector512.LessThanAll(x._value, y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.Horner(Lane512<T> p, Lane512<T> x, double a)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector512.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector512.Create((float)a)).As<float, T>();
        }
        else
        {
            p._value = Vector512.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector512.Create(a)).As<double, T>();
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.Horner(Lane512<T> p, Lane512<T> x, double a, double b)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector512.Create((float)a)), x._value.AsSingle(), Vector512.Create((float)b)).As<float, T>();
        }
        else
        {
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector512.Create(a)), x._value.AsDouble(), Vector512.Create(b)).As<double, T>();
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> ILane<Lane512<T>, T>.Horner(Lane512<T> p, Lane512<T> x, double a, double b, double c, double d)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector512.Create((float)a)), x._value.AsSingle(), Vector512.Create((float)b)).As<float, T>();
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsSingle(), x._value.AsSingle(), Vector512.Create((float)c)), x._value.AsSingle(), Vector512.Create((float)d)).As<float, T>();
        }
        else
        {
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector512.Create(a)), x._value.AsDouble(), Vector512.Create(b)).As<double, T>();
            p._value = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(p._value.AsDouble(), x._value.AsDouble(), Vector512.Create(c)), x._value.AsDouble(), Vector512.Create(d)).As<double, T>();
        }

        return p;
    }
}
