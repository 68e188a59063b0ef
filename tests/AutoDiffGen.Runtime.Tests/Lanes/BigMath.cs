using System.Numerics;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>Elementary functions to some 180 bits, by Taylor series and Newton's method: slow and plain.</summary>
internal static class BigMath
{
    public static BigFloat Exp(BigFloat x) => Abs(x) < 1 ? ExpM1(x) + 1 : ExpLarge(x);

    public static BigFloat ExpM1(BigFloat x)
    {
        if (x.Sign == 0 || !(Abs(x) < Math.Pow(2, -6)))
        {
            return x.Sign == 0 ? x : ExpLarge(x) - 1;
        }

        BigFloat term = x;
        BigFloat sum = x;
        for (int k = 2; term.Magnitude > sum.Magnitude - 200; k++)
        {
            term = term * x / k;
            sum += term;
        }

        return sum;
    }

    public static BigFloat Log(BigFloat x)
    {
        int e = x.Magnitude;
        BigFloat m = BigFloat.ScaleB(x, -e);
        if (Abs(m - 1) < 0.01 && e == 0)
        {
            return LogP1(m - 1);
        }

        if (e == -1)
        {
            (m, e) = (x, 0);
            if (Abs(m - 1) < 0.01)
            {
                return LogP1(m - 1);
            }
        }

        // Halley's iteration triples the number of correct digits.
        BigFloat y = Math.Log(m.ToDouble());
        for (int i = 0; i < 2; i++)
        {
            BigFloat power = Exp(y);
            y += 2 * (m - power) / (m + power);
        }

        return y + BigFloat.Ln2 * e;
    }

    public static BigFloat LogP1(BigFloat x)
    {
        if (!(Abs(x) < 0.02))
        {
            return Log(x + 1);
        }

        // 2 atanh(x / (2 + x))
        BigFloat s = x / (x + 2);
        BigFloat square = s * s;
        BigFloat sum = 0;
        int last = 200 / Math.Max(-2 * s.Magnitude, 8) * 2 + 3;
        for (int k = last; k > 0; k -= 2)
        {
            sum = sum * square + (BigFloat)1 / k;
        }

        return 2 * s * sum;
    }

    public static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        // The nearest multiple of pi/2, all bits of it.
        BigInteger n = 0;
        BigFloat r = x;
        if (!(Abs(x) < 0.7))
        {
            int shift = BigFloat.PiBits + x.Exponent;
            BigInteger scaled = shift >= 0 ? x.Mantissa << shift : x.Mantissa >> -shift;
            BigInteger half = BigFloat.ScaledPi >> 1;
            n = Floor(2 * scaled + half, 2 * half);
            r = BigFloat.ScaleB(FromInteger(scaled - n * half), -BigFloat.PiBits);
        }

        BigFloat z = r * r;
        BigFloat sin = r;
        BigFloat cos = 1;
        BigFloat sinTerm = r;
        BigFloat cosTerm = 1;
        for (int k = 1; z.Sign != 0 && cosTerm.Magnitude > -200; k++)
        {
            cosTerm = -cosTerm * z / ((2 * k - 1) * (2 * k));
            sinTerm = -sinTerm * z / ((2 * k) * (2 * k + 1));
            cos += cosTerm;
            sin += sinTerm;
        }

        return (int)(n & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>Sine and cosine of x pi.</summary>
    public static (BigFloat Sin, BigFloat Cos) SinCosPi(double x)
    {
        double turn = Math.IEEERemainder(x, 2);
        if (2 * turn == Math.Round(2 * turn))
        {
            return turn switch { 0 => (0, 1), 0.5 => (1, 0), -0.5 => (-1, 0), _ => (0, -1) };
        }

        return SinCos((BigFloat)turn * BigFloat.Pi);
    }

    public static BigFloat Atan(BigFloat x)
    {
        if (x.Sign == 0)
        {
            return x;
        }

        if (Abs(x) > 1)
        {
            BigFloat right = BigFloat.Pi / (x.Sign > 0 ? 2 : -2);
            return right - Atan(1 / x);
        }

        // From a guess, by the difference of two angles.
        BigFloat y = Abs(x) < 1e-20 ? x : Math.Atan(x.ToDouble());
        for (int i = 0; i < 2; i++)
        {
            var (s, c) = SinCos(y);
            BigFloat d = (x * c - s) / (c + x * s);
            y += d - d * d * d / 3;
        }

        return y;
    }

    public static BigFloat Atan2(BigFloat y, BigFloat x)
    {
        BigFloat a = x.Sign == 0 ? BigFloat.Pi / 2 : Atan(Abs(y) / Abs(x));
        a = x.Sign < 0 ? BigFloat.Pi - a : a;
        return y.Sign < 0 ? -a : a;
    }

    /// <summary>2 / sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)), whose terms have one sign.</summary>
    public static BigFloat Erf(BigFloat x)
    {
        if (Abs(x) > 8)
        {
            // 1 to some 95 bits.
            return x.Sign;
        }

        BigFloat term = x;
        BigFloat sum = x;
        for (int n = 1; term.Magnitude > sum.Magnitude - 200; n++)
        {
            term = term * x * x * 2 / ((2 * n) + 1);
            sum += term;
        }

        return 2 * sum * Exp(-(x * x)) / BigFloat.Sqrt(BigFloat.Pi);
    }

    public static BigFloat Pow(BigFloat x, BigFloat y) => Exp(y * Log(x));

    private static BigFloat Abs(BigFloat x) => BigFloat.Abs(x);

    private static BigFloat FromInteger(BigInteger value)
    {
        // A double at a time.
        BigFloat result = 0;
        bool negative = value.Sign < 0;
        value = BigInteger.Abs(value);
        for (int shift = 0; !value.IsZero; shift += 48)
        {
            result += BigFloat.ScaleB((double)(long)(value & ((1L << 48) - 1)), shift);
            value >>= 48;
        }

        return negative ? -result : result;
    }

    private static BigInteger Floor(BigInteger x, BigInteger y)
    {
        BigInteger quotient = BigInteger.DivRem(x, y, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static BigFloat ExpLarge(BigFloat x)
    {
        if (Abs(x) > 3000)
        {
            // Beyond every format.
            return BigFloat.ScaleB(1, x.Sign * 5000);
        }

        int n = (int)Math.Round(x.ToDouble() / Math.Log(2));
        BigFloat r = BigFloat.ScaleB(x - BigFloat.Ln2 * n, -8);
        BigFloat power = ExpM1(r) + 1;
        for (int i = 0; i < 8; i++)
        {
            power *= power;
        }

        return BigFloat.ScaleB(power, n);
    }
}
