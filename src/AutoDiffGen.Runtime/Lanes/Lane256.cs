using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of 256 bits: 8 elements of type <see cref="float"/> or 4 of type <see cref="double"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; of any other type the lane is not supported.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct Lane256<T> : ILane<Lane256<T>, T>
    where T : IFloatingPointIeee754<T>
{
    // Written once in each operator, which then returns its own argument: a constructor would be one more method to inline
    // and two more locals each time, of which the JIT takes no more than 512 in a loop.
    private Vector256<T> _value;

    /// <summary>A lane of the given elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane256(Vector256<T> value) => _value = value;

    /// <summary>The elements.</summary>
    public readonly Vector256<T> Value => _value;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double));
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    static bool ILane<Lane256<T>, T>.InlinesFunctions
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Load(ref readonly T start, nint index)
    {
        Lane256<T> result = default;
        result._value = Vector256.LoadUnsafe(in start, (nuint)index);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256<T> value, ref T start, nint index) => value._value.StoreUnsafe(ref start, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Create(T value)
    {
        Lane256<T> result = default;
        result._value = Vector256.Create(value);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> x, Lane256<T> y)
    {
        x._value += y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> x, Lane256<T> y)
    {
        x._value -= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(Lane256<T> x, Lane256<T> y)
    {
        x._value *= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(Lane256<T> x, Lane256<T> y)
    {
        x._value /= y._value;
        return x;
    }

    /// <inheritdoc/>
    public static Lane256<T> operator %(Lane256<T> x, Lane256<T> y) => ElementByElement.Apply<Lane256<T>, T>(x, y, static (a, b) => a % b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> x)
    {
        x._value = -x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator &(Lane256<T> x, Lane256<T> y)
    {
        x._value &= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator |(Lane256<T> x, Lane256<T> y)
    {
        x._value |= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator ^(Lane256<T> x, Lane256<T> y)
    {
        x._value ^= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator ~(Lane256<T> x)
    {
        x._value = ~x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> LessThan(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.LessThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> LessThanOrEqual(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.LessThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> GreaterThan(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.GreaterThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> GreaterThanOrEqual(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.GreaterThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> AreEqual(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> AreNotEqual(Lane256<T> x, Lane256<T> y)
    {
        x._value = ~Vector256.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Select(Lane256<T> mask, Lane256<T> whenTrue, Lane256<T> whenFalse)
    {
        mask._value = Vector256.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value);
        return mask;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> FusedMultiplyAdd(Lane256<T> x, Lane256<T> y, Lane256<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> MultiplyAddEstimate(Lane256<T> x, Lane256<T> y, Lane256<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.MultiplyAddEstimate(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.MultiplyAddEstimate(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Min(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.Min(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Max(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.Max(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Sqrt(Lane256<T> x)
    {
        x._value = Vector256.Sqrt(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Abs(Lane256<T> x)
    {
        x._value = Vector256.Abs(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Floor(Lane256<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.Floor(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.Floor(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Ceiling(Lane256<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.Ceiling(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.Ceiling(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Round(Lane256<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.Round(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.Round(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Truncate(Lane256<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector256.Truncate(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector256.Truncate(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> CopySign(Lane256<T> x, Lane256<T> y)
    {
        x._value = Vector256.CopySign(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane256<T> x) => Vector256.Sum(x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane256<T> x)
    {
        return Lane128<T>.MaxAcross(new(Vector128.Max(x._value.GetLower(), x._value.GetUpper())));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane256<T> x)
    {
        return Lane128<T>.MinAcross(new(Vector128.Min(x._value.GetLower(), x._value.GetUpper())));
    }
}
