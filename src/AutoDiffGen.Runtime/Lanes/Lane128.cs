using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of 128 bits: 4 elements of type <see cref="float"/> or 2 of type <see cref="double"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; of any other type the lane is not supported.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct Lane128<T> : ILane<Lane128<T>, T>
    where T : IFloatingPointIeee754<T>
{
    // Written once in each operator, which then returns its own argument: a constructor would be one more method to inline
    // and two more locals each time, of which the JIT takes no more than 512 in a loop.
    private Vector128<T> _value;

    /// <summary>A lane of the given elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane128(Vector128<T> value) => _value = value;

    /// <summary>The elements.</summary>
    public readonly Vector128<T> Value => _value;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double));
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    static bool ILane<Lane128<T>, T>.InlinesFunctions
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Load(ref readonly T start, nint index)
    {
        Lane128<T> result = default;
        result._value = Vector128.LoadUnsafe(in start, (nuint)index);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128<T> value, ref T start, nint index) => value._value.StoreUnsafe(ref start, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Create(T value)
    {
        Lane128<T> result = default;
        result._value = Vector128.Create(value);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> x, Lane128<T> y)
    {
        x._value += y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> x, Lane128<T> y)
    {
        x._value -= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(Lane128<T> x, Lane128<T> y)
    {
        x._value *= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(Lane128<T> x, Lane128<T> y)
    {
        x._value /= y._value;
        return x;
    }

    /// <inheritdoc/>
    public static Lane128<T> operator %(Lane128<T> x, Lane128<T> y) => ElementByElement.Apply<Lane128<T>, T>(x, y, static (a, b) => a % b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> x)
    {
        x._value = -x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator &(Lane128<T> x, Lane128<T> y)
    {
        x._value &= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator |(Lane128<T> x, Lane128<T> y)
    {
        x._value |= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator ^(Lane128<T> x, Lane128<T> y)
    {
        x._value ^= y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator ~(Lane128<T> x)
    {
        x._value = ~x._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> LessThan(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.LessThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> LessThanOrEqual(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.LessThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> GreaterThan(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.GreaterThan(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> GreaterThanOrEqual(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.GreaterThanOrEqual(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> AreEqual(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> AreNotEqual(Lane128<T> x, Lane128<T> y)
    {
        x._value = ~Vector128.Equals(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Select(Lane128<T> mask, Lane128<T> whenTrue, Lane128<T> whenFalse)
    {
        mask._value = Vector128.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value);
        return mask;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> FusedMultiplyAdd(Lane128<T> x, Lane128<T> y, Lane128<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> MultiplyAddEstimate(Lane128<T> x, Lane128<T> y, Lane128<T> z)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.MultiplyAddEstimate(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.MultiplyAddEstimate(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Min(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.Min(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Max(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.Max(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Sqrt(Lane128<T> x)
    {
        x._value = Vector128.Sqrt(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Abs(Lane128<T> x)
    {
        x._value = Vector128.Abs(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Floor(Lane128<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.Floor(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.Floor(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Ceiling(Lane128<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.Ceiling(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.Ceiling(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Round(Lane128<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.Round(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.Round(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Truncate(Lane128<T> x)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            x._value = Vector128.Truncate(x._value.AsSingle()).As<float, T>();
        }
        else
        {
            x._value = Vector128.Truncate(x._value.AsDouble()).As<double, T>();
        }

        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> CopySign(Lane128<T> x, Lane128<T> y)
    {
        x._value = Vector128.CopySign(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane128<T> x) => Vector128.Sum(x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane128<T> x)
    {
        T half = T.Max(x._value.GetElement(0), x._value.GetElement(1));
        return Vector128<T>.Count == 2 ? half : T.Max(half, T.Max(x._value.GetElement(2), x._value.GetElement(3)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane128<T> x)
    {
        T half = T.Min(x._value.GetElement(0), x._value.GetElement(1));
        return Vector128<T>.Count == 2 ? half : T.Min(half, T.Min(x._value.GetElement(2), x._value.GetElement(3)));
    }
}
