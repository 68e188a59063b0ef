using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of 512 bits: 16 elements of type <see cref="float"/> or 8 of type <see cref="double"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; of any other type the lane is not supported.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct Lane512<T> : ILane<Lane512<T>, T>
    where T : IFloatingPointIeee754<T>
{
    // Written once in each operator, which then returns its own argument: a constructor would be one more method to inline
    // and two more locals each time, of which the JIT takes no more than 512 in a loop.
    private Vector512<T> _value;

    /// <summary>A lane of the given elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane512(Vector512<T> value) => _value = value;

    /// <summary>The elements.</summary>
    public readonly Vector512<T> Value => _value;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double));
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    static bool ILane<Lane512<T>, T>.InlinesFunctions
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Load(ref readonly T start, nint index)
    {
        Lane512<T> result = default;
        result._value = Vector512.LoadUnsafe(in start, (nuint)index);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane512<T> value, ref T start, nint index) => value._value.StoreUnsafe(ref start, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Create(T value)
    {
        Lane512<T> result = default;
        result._value = Vector512.Create(value);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator +(Lane512<T> x, Lane512<T> y)
    {
        x._value += y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> x, Lane512<T> y)
    {
        x._value -= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator *(Lane512<T> x, Lane512<T> y)
    {
        x._value *= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator /(Lane512<T> x, Lane512<T> y)
    {
        x._value /= y._value;
        return x;
    }

    /// <inheritdoc/>
    public static Lane512<T> operator %(Lane512<T> x, Lane512<T> y) => ElementByElement.Apply<Lane512<T>, T>(x, y, static (a, b) => a % b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> x)
    {
        x._value = -x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator &(Lane512<T> x, Lane512<T> y)
    {
        x._value &= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator |(Lane512<T> x, Lane512<T> y)
    {
        x._value |= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator ^(Lane512<T> x, Lane512<T> y)
    {
        x._value ^= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator ~(Lane512<T> x)
    {
        x._value = ~x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> LessThan(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.LessThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> LessThanOrEqual(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.LessThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> GreaterThan(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.GreaterThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> GreaterThanOrEqual(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.GreaterThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> AreEqual(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> AreNotEqual(Lane512<T> x, Lane512<T> y)
    {
        x._value = ~Vector512.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Select(Lane512<T> mask, Lane512<T> whenTrue, Lane512<T> whenFalse)
    {
        mask._value = Vector512.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value);
        return mask;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> FusedMultiplyAdd(Lane512<T> x, Lane512<T> y, Lane512<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> MultiplyAddEstimate(Lane512<T> x, Lane512<T> y, Lane512<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.MultiplyAddEstimate(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.MultiplyAddEstimate(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Min(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.Min(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Max(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.Max(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sqrt(Lane512<T> x)
    {
        x._value = Vector512.Sqrt(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Abs(Lane512<T> x)
    {
        x._value = Vector512.Abs(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Floor(Lane512<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.Floor(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.Floor(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Ceiling(Lane512<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.Ceiling(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.Ceiling(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Round(Lane512<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.Round(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.Round(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Truncate(Lane512<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector512.Truncate(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector512.Truncate(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> CopySign(Lane512<T> x, Lane512<T> y)
    {
        x._value = Vector512.CopySign(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane512<T> x) => Vector512.Sum(x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane512<T> x)
    {
        return Lane256<T>.MaxAcross(new(Vector256.Max(x._value.GetLower(), x._value.GetUpper())));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane512<T> x)
    {
        return Lane256<T>.MinAcross(new(Vector256.Min(x._value.GetLower(), x._value.GetUpper())));
    }
}
