using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// A few neighbouring elements that a loop works on at once. A loop is written once, generic over the lane: whole lanes of
/// the widest supported type first, then <see cref="Lane1{T}"/> for what is left. Functions carry the names that they
/// have on <typeparamref name="T"/> and follow it for NaN, infinities and signed zeros; elementary functions are within
/// 4 ulp of the correctly rounded result over the whole range, and give the same bits at every width.
/// </summary>
/// <typeparam name="TSelf">The lane type itself.</typeparam>
/// <typeparam name="T">The element type. Lanes of more than one element exist for <see cref="float"/> and <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial interface ILane<TSelf, T>
    where TSelf : struct, ILane<TSelf, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Whether this machine has registers of this width and they can hold the element type.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The number of elements.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> elements.</summary>
    /// <param name="start">The first element of an array or span.</param>
    /// <param name="index">How many elements after it to begin; nothing is checked.</param>
    static abstract TSelf Load(ref readonly T start, nint index);

    /// <summary>Writes <see cref="Width"/> elements.</summary>
    /// <param name="value">What to write.</param>
    /// <param name="start">The first element of an array or span.</param>
    /// <param name="index">How many elements after it to begin; nothing is checked.</param>
    static abstract void Store(TSelf value, ref T start, nint index);

    /// <summary>Reads the first elements alone: memory after them is not touched.</summary>
    /// <param name="start">The first element of an array or span.</param>
    /// <param name="index">How many elements after it to begin; nothing is checked.</param>
    /// <param name="count">How many to read, from none to <see cref="Width"/>.</param>
    /// <param name="otherwise">What the elements after them are.</param>
    static abstract TSelf Load(ref readonly T start, nint index, int count, TSelf otherwise);

    /// <summary>Writes the first elements alone: memory after them is not touched.</summary>
    /// <param name="value">What to write.</param>
    /// <param name="start">The first element of an array or span.</param>
    /// <param name="index">How many elements after it to begin; nothing is checked.</param>
    /// <param name="count">How many to write, from none to <see cref="Width"/>.</param>
    static abstract void Store(TSelf value, ref T start, nint index, int count);

    /// <summary>A mask of the first elements.</summary>
    static abstract TSelf First(int count);

    /// <summary>The same value in every element.</summary>
    static abstract TSelf Create(T value);

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>x - y.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>x * y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>The remainder of the truncated quotient, with the sign of x.</summary>
    static abstract TSelf operator %(TSelf x, TSelf y);

    /// <summary>-x; changes the sign of zeros too.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>And of all bits, which combines masks.</summary>
    static abstract TSelf operator &(TSelf x, TSelf y);

    /// <summary>Or of all bits, which combines masks.</summary>
    static abstract TSelf operator |(TSelf x, TSelf y);

    /// <summary>Exclusive or of all bits.</summary>
    static abstract TSelf operator ^(TSelf x, TSelf y);

    /// <summary>The opposite of all bits, which negates a mask.</summary>
    static abstract TSelf operator ~(TSelf x);

    /// <summary>A mask (all bits set, or none) of the elements where x &lt; y; false if either is NaN.</summary>
    static abstract TSelf LessThan(TSelf x, TSelf y);

    /// <summary>A mask of the elements where x &lt;= y; false if either is NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf x, TSelf y);

    /// <summary>A mask of the elements where x &gt; y; false if either is NaN.</summary>
    static abstract TSelf GreaterThan(TSelf x, TSelf y);

    /// <summary>A mask of the elements where x &gt;= y; false if either is NaN.</summary>
    static abstract TSelf GreaterThanOrEqual(TSelf x, TSelf y);

    /// <summary>A mask of the elements where x == y; false if either is NaN.</summary>
    static abstract TSelf AreEqual(TSelf x, TSelf y);

    /// <summary>A mask of the elements where x != y; true if either is NaN.</summary>
    static abstract TSelf AreNotEqual(TSelf x, TSelf y);

    /// <summary>Picks element by element, bit by bit: nothing of the side not taken is left.</summary>
    /// <param name="mask">The result of a comparison: all bits set, or none.</param>
    /// <param name="whenTrue">What is taken where they are set.</param>
    /// <param name="whenFalse">What is taken where they are not.</param>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>x * y + z, rounded once. Slow on a machine without the instruction.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>x * y + z, rounded once or twice, whichever is faster here.</summary>
    static abstract TSelf MultiplyAddEstimate(TSelf x, TSelf y, TSelf z);

    /// <summary>The smaller; NaN if either is, and -0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The larger; NaN if either is, and -0 is smaller than +0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The square root, correctly rounded; NaN below zero.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The value without its sign.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The largest integer that is not above x.</summary>
    static abstract TSelf Floor(TSelf x);

    /// <summary>The smallest integer that is not below x.</summary>
    static abstract TSelf Ceiling(TSelf x);

    /// <summary>The nearest integer; the even one of two that are equally near.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>The integer part.</summary>
    static abstract TSelf Truncate(TSelf x);

    /// <summary>The magnitude of x with the sign of y.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf y);

    /// <summary>The sum of the elements.</summary>
    static abstract T Sum(TSelf x);

    /// <summary>The largest element; NaN if one is.</summary>
    static abstract T MaxAcross(TSelf x);

    /// <summary>The smallest element; NaN if one is.</summary>
    static abstract T MinAcross(TSelf x);

    /// <summary>Zero in every element.</summary>
    static virtual TSelf Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    // What the elementary functions are built of. Bits are those of an unsigned integer as wide as T, of which constants
    // give the low ones.

    /// <summary>Whether short elementary functions become part of the loop; if not, they are called.</summary>
    internal static abstract bool InlinesFunctions { get; }

    /// <summary>A constant, rounded to the element type.</summary>
    internal static abstract TSelf Constant(double value);

    /// <summary>The one constant for <see cref="float"/>, the other for <see cref="double"/>.</summary>
    internal static abstract TSelf Constant(double single, double twice);

    /// <summary>A constant given by its bits.</summary>
    internal static abstract TSelf FromBits(ulong bits);

    /// <summary>The sum of the two elements' bits as integers.</summary>
    internal static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The difference of the two elements' bits as integers.</summary>
    internal static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bits moved up, zeros coming in.</summary>
    internal static abstract TSelf ShiftLeft(TSelf x, int count);

    /// <summary>The bits moved down, zeros coming in.</summary>
    internal static abstract TSelf ShiftRight(TSelf x, int count);

    /// <summary>The smaller, by the machine's own instruction; y, or NaN, if y is NaN, and either of two zeros.</summary>
    internal static abstract TSelf MinNative(TSelf x, TSelf y);

    /// <summary>The larger, by the machine's own instruction; y, or NaN, if y is NaN, and either of two zeros.</summary>
    internal static abstract TSelf MaxNative(TSelf x, TSelf y);

    /// <summary>x times 2 to the power n, where both stay in the range of full precision.</summary>
    /// <param name="x">What is scaled.</param>
    /// <param name="n">n in its low bits; all but the last few are shifted out.</param>
    internal static abstract TSelf AddExponent(TSelf x, TSelf n);

    /// <summary>x + y c, where c is the one constant for <see cref="float"/> and the other for <see cref="double"/>.</summary>
    internal static abstract TSelf AddScaled(TSelf x, TSelf y, double single, double twice);

    /// <summary>p x + a: Horner's rule.</summary>
    internal static abstract TSelf Horner(TSelf p, TSelf x, double a);

    /// <summary>(p x + a) x + b.</summary>
    internal static abstract TSelf Horner(TSelf p, TSelf x, double a, double b);

    /// <summary>Four steps, the coefficients from the highest power to the lowest.</summary>
    internal static abstract TSelf Horner(TSelf p, TSelf x, double a, double b, double c, double d);

    /// <summary>Whether x is below y in every element.</summary>
    internal static abstract bool AllLessThan(TSelf x, TSelf y);
}
