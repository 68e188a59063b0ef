using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// A sum along axes. Neighbouring axes that are both kept or both summed over are one, so that what is left alternates;
/// the last one is contiguous and decides: summed over, each result is the sum of whole rows; kept, a strip of results
/// goes down the rows together. Either way the sum over each axis is a balanced tree.
/// </summary>
internal ref struct AxisSum<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Rows below which a strip is one loop.</summary>
    private const int Rows = 32;

    private ref T _x;
    private Span<Axis> _kept;
    private Span<Axis> _summed;
    private Span<T> _result;
    private int _written;

    /// <summary>Fills the result. No length is zero, and all fit.</summary>
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
    {
        Span<Axis> kept = stackalloc Axis[lengths.Length];
        Span<Axis> summed = stackalloc Axis[lengths.Length];
        int keptCount = 0, summedCount = 0;
        nint stride = 1;
        bool? inner = null;
        bool innermost = false;
        for (int i = lengths.Length - 1; i >= 0; i--)
        {
            if (lengths[i] == 1)
            {
                continue;
            }

            Span<Axis> axes = reduced[i] ? summed : kept;
            ref int count = ref reduced[i] ? ref summedCount : ref keptCount;
            if (inner == reduced[i])
            {
                axes[count - 1].Length *= lengths[i];
            }
            else
            {
                axes[count++] = new Axis { Length = lengths[i], Stride = stride };
            }

            innermost = inner is null ? reduced[i] : innermost;
            inner = reduced[i];
            stride *= lengths[i];
        }

        if (summedCount == 0)
        {
            x.CopyTo(result);
            return;
        }

        // Outermost first.
        kept[..keptCount].Reverse();
        summed[..summedCount].Reverse();
        var sum = new AxisSum<T>
        {
            _x = ref MemoryMarshal.GetReference(x),
            _kept = kept[..keptCount],
            _summed = summed[..summedCount],
            _result = result,
        };
        sum.Run(innermost ? summed[summedCount - 1].Length : kept[keptCount - 1].Length, innermost);
    }

    private void Run(nint inner, bool reduced)
    {
        if (Lane512<T>.IsSupported && inner >= Lane512<T>.Width)
        {
            Run<Lane512<T>>(reduced);
        }
        else if (Lane256<T>.IsSupported && inner >= Lane256<T>.Width)
        {
            Run<Lane256<T>>(reduced);
        }
        else if (Lane128<T>.IsSupported && inner >= Lane128<T>.Width)
        {
            Run<Lane128<T>>(reduced);
        }
        else
        {
            Run<Lane1<T>>(reduced);
        }
    }

    private void Run<V>(bool reduced)
        where V : struct, ILane<V, T>
    {
        if (reduced)
        {
            Contiguous<V>(0, 0);
        }
        else
        {
            Strips<V>(0, 0);
        }
    }

    private void Contiguous<V>(int axis, nint offset)
        where V : struct, ILane<V, T>
    {
        if (axis == _kept.Length)
        {
            _result[_written++] = Total<V>(0, offset, _summed[0].Length);
            return;
        }

        (nint count, nint stride) = (_kept[axis].Length, _kept[axis].Stride);
        if (axis == _kept.Length - 1 && _summed.Length == 1)
        {
            // Rows one after the other.
            nint length = _summed[0].Length;
            ref T x = ref Unsafe.Add(ref _x, offset);
            Span<T> sums = _result.Slice(_written, (int)count);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = Reduction.Pairwise<T, V>(ref Unsafe.Add(ref x, i * stride), length);
            }

            _written += sums.Length;
            return;
        }

        for (nint i = 0; i < count; i++)
        {
            Contiguous<V>(axis + 1, offset + (i * stride));
        }
    }

    private readonly T Total<V>(int axis, nint offset, nint count)
        where V : struct, ILane<V, T>
    {
        if (axis == _summed.Length - 1)
        {
            return Reduction.Pairwise<T, V>(ref Unsafe.Add(ref _x, offset), count);
        }

        return count == 1
            ? Total<V>(axis + 1, offset, _summed[axis + 1].Length)
            : Total<V>(axis, offset, count / 2) + Total<V>(axis, offset + (count / 2 * _summed[axis].Stride), count - (count / 2));
    }

    private void Strips<V>(int axis, nint offset)
        where V : struct, ILane<V, T>
    {
        if (axis < _kept.Length - 1)
        {
            for (nint i = 0; i < _kept[axis].Length; i++)
            {
                Strips<V>(axis + 1, offset + (i * _kept[axis].Stride));
            }

            return;
        }

        nint columns = _kept[axis].Length;
        ref T result = ref _result[_written];
        nint j = 0;
        for (; j <= columns - (4 * V.Width); j += 4 * V.Width)
        {
            Down<Strip4<V>>(0, offset + j, _summed[0].Length).Store(ref result, j);
        }

        for (; j <= columns - V.Width; j += V.Width)
        {
            Down<Strip1<V>>(0, offset + j, _summed[0].Length).Store(ref result, j);
        }

        if (j < columns)
        {
            // The last whole lane: some of its sums are written twice, and are the same.
            j = columns - V.Width;
            Down<Strip1<V>>(0, offset + j, _summed[0].Length).Store(ref result, j);
        }

        _written += (int)columns;
    }

    private readonly S Down<S>(int axis, nint offset, nint count)
        where S : struct, IStrip<S>
    {
        nint stride = _summed[axis].Stride;
        bool last = axis == _summed.Length - 1;
        if (last && count <= Rows)
        {
            S sum = S.Load(ref _x, offset);
            for (nint i = 1; i < count; i++)
            {
                sum = sum.Add(S.Load(ref _x, offset + (i * stride)));
            }

            return sum;
        }

        return count == 1
            ? Down<S>(axis + 1, offset, _summed[axis + 1].Length)
            : Down<S>(axis, offset, count / 2).Add(Down<S>(axis, offset + (count / 2 * stride), count - (count / 2)));
    }

    /// <summary>Neighbouring results that are summed together.</summary>
    private interface IStrip<S>
        where S : struct, IStrip<S>
    {
        static abstract S Load(ref T x, nint offset);

        S Add(S other);

        void Store(ref T x, nint offset);
    }

    private struct Axis
    {
        public nint Length;
        public nint Stride;
    }

    private readonly struct Strip1<V>(V value) : IStrip<Strip1<V>>
        where V : struct, ILane<V, T>
    {
        private readonly V _value = value;

        public static Strip1<V> Load(ref T x, nint offset) => new(V.Load(ref x, offset));

        public Strip1<V> Add(Strip1<V> other) => new(_value + other._value);

        public void Store(ref T x, nint offset) => V.Store(_value, ref x, offset);
    }

    private readonly struct Strip4<V>(V a, V b, V c, V d) : IStrip<Strip4<V>>
        where V : struct, ILane<V, T>
    {
        private readonly V _a = a, _b = b, _c = c, _d = d;

        public static Strip4<V> Load(ref T x, nint offset) =>
            new(V.Load(ref x, offset), V.Load(ref x, offset + V.Width), V.Load(ref x, offset + (2 * V.Width)), V.Load(ref x, offset + (3 * V.Width)));

        public Strip4<V> Add(Strip4<V> other) => new(_a + other._a, _b + other._b, _c + other._c, _d + other._d);

        public void Store(ref T x, nint offset)
        {
            V.Store(_a, ref x, offset);
            V.Store(_b, ref x, offset + V.Width);
            V.Store(_c, ref x, offset + (2 * V.Width));
            V.Store(_d, ref x, offset + (3 * V.Width));
        }
    }
}
