using System.Numerics;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>A binary floating-point number of 192 bits: arithmetic for reference values.</summary>
internal readonly struct BigFloat
{
    private const int Precision = 192;
    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigFloat(BigInteger mantissa, int exponent)
    {
        long excess = BitLength(mantissa) - Precision;
        if (excess > 0)
        {
            // Rounded to nearest; a carry into another bit is harmless.
            mantissa = (mantissa + (BigInteger.One << (int)(excess - 1))) >> (int)excess;
            exponent += (int)excess;
        }

        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    /// <summary>The mathematical constant, to 1400 bits: 16 atan(1/5) - 4 atan(1/239) (J. Machin, 1706).</summary>
    public static BigInteger ScaledPi { get; } = (16 * ScaledAtanOfReciprocal(5) - 4 * ScaledAtanOfReciprocal(239)) >> 32;

    public const int PiBits = 1400;

    public static BigFloat Pi { get; } = new(ScaledPi, -PiBits);

    public static BigFloat Ln2 { get; } = ComputeLn2();

    public int Sign => _mantissa.Sign;

    public BigInteger Mantissa => _mantissa;

    public int Exponent => _exponent;

    /// <summary>e where the magnitude is in [2^e, 2^(e + 1)).</summary>
    public int Magnitude => (int)(BitLength(_mantissa) - 1 + _exponent);

    public static implicit operator BigFloat(double value)
    {
        if (value == 0)
        {
            return default;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7ff);
        long fraction = bits & 0xfffffffffffffL;
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static BigFloat operator -(BigFloat x) => new(-x._mantissa, x._exponent);

    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        if (x.Sign == 0 || y.Sign == 0)
        {
            return x.Sign == 0 ? y : x;
        }

        // What is far below the last bit of the other one changes nothing.
        if (Math.Abs(x.Magnitude - y.Magnitude) > 2 * Precision)
        {
            return x.Magnitude > y.Magnitude ? x : y;
        }

        int exponent = Math.Min(x._exponent, y._exponent);
        return new BigFloat((x._mantissa << (x._exponent - exponent)) + (y._mantissa << (y._exponent - exponent)), exponent);
    }

    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    public static BigFloat operator *(BigFloat x, BigFloat y) => new(x._mantissa * y._mantissa, x._exponent + y._exponent);

    public static BigFloat operator /(BigFloat x, BigFloat y)
    {
        int shift = (int)(Precision + 8 + BitLength(y._mantissa) - BitLength(x._mantissa));
        return shift > 0
            ? new BigFloat((x._mantissa << shift) / y._mantissa, x._exponent - y._exponent - shift)
            : new BigFloat(x._mantissa / y._mantissa, x._exponent - y._exponent);
    }

    public static bool operator <(BigFloat x, BigFloat y) => (x - y).Sign < 0;

    public static bool operator >(BigFloat x, BigFloat y) => (x - y).Sign > 0;

    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    public static BigFloat ScaleB(BigFloat x, int n) => new(x._mantissa, x._exponent + n);

    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.Sign == 0)
        {
            return x;
        }

        int shift = 2 * Precision;
        shift += (x._exponent - shift) & 1;
        BigInteger square = x._mantissa << shift;
        BigInteger root = BigInteger.One << (int)((BitLength(square) + 1) / 2);
        while (true)
        {
            BigInteger next = (root + square / root) >> 1;
            if (next >= root)
            {
                return new BigFloat(root, (x._exponent - shift) / 2);
            }

            root = next;
        }
    }

    /// <summary>The nearest double, roughly: enough for a first guess.</summary>
    public double ToDouble()
    {
        if (Sign == 0)
        {
            return 0;
        }

        int shift = (int)Math.Max(BitLength(_mantissa) - 60, 0);
        return Math.ScaleB((double)(long)(_mantissa >> shift), _exponent + shift);
    }

    private static long BitLength(BigInteger value) => (long)BigInteger.Abs(value).GetBitLength();

    private static BigInteger ScaledAtanOfReciprocal(int n)
    {
        BigInteger term = (BigInteger.One << (PiBits + 32)) / n;
        BigInteger sum = term;
        for (int k = 3; !term.IsZero; k += 2)
        {
            term /= -n * n;
            sum += term / k;
        }

        return sum;
    }

    // The sum of 1 / (k 2^k).
    private static BigFloat ComputeLn2()
    {
        BigInteger sum = 0;
        for (int k = 1; k < 400; k++)
        {
            sum += (BigInteger.One << (400 - k)) / k;
        }

        return new BigFloat(sum, -400);
    }
}
