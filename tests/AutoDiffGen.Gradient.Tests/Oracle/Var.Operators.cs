namespace AutoDiffGen.Gradient.Tests.Oracle;

public readonly partial struct Var
{
    public static implicit operator Var(double value) => Of(value);

    public static explicit operator double(Var x) => x.Value;

    public static Var operator +(Var x) => x;

    public static Var operator -(Var x) => From(-x.Value, (x, -1));

    public static Var operator ++(Var x) => x + 1;

    public static Var operator --(Var x) => x - 1;

    public static Var operator +(Var x, Var y) => From(x.Value + y.Value, (x, 1), (y, 1));

    public static Var operator -(Var x, Var y) => From(x.Value - y.Value, (x, 1), (y, -1));

    public static Var operator *(Var x, Var y) => From(x.Value * y.Value, (x, y.Value), (y, x.Value));

    public static Var operator /(Var x, Var y) => From(x.Value / y.Value, (x, 1 / y.Value), (y, -x.Value / y.Value / y.Value));

    // x - n y with the whole number n of times that y goes into x.
    public static Var operator %(Var x, Var y) => From(x.Value % y.Value, (x, 1), (y, -Math.Truncate(x.Value / y.Value)));

    public static bool operator ==(Var x, Var y) => x.Value == y.Value;

    public static bool operator !=(Var x, Var y) => x.Value != y.Value;

    public static bool operator <(Var x, Var y) => x.Value < y.Value;

    public static bool operator >(Var x, Var y) => x.Value > y.Value;

    public static bool operator <=(Var x, Var y) => x.Value <= y.Value;

    public static bool operator >=(Var x, Var y) => x.Value >= y.Value;

    public static Var CreateChecked<TOther>(TOther value) => value is Var v ? v : Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));

    public static Var CreateTruncating<TOther>(TOther value) => CreateChecked(value);

    public static Var CreateSaturating<TOther>(TOther value) => CreateChecked(value);

    public static Var Zero => Of(0);

    public static Var One => Of(1);

    public static Var NegativeOne => Of(-1);

    public static Var Pi => Of(Math.PI);

    // As System.Math spells it.
    public static Var PI => Of(Math.PI);

    public static Var E => Of(Math.E);

    public static Var Tau => Of(Math.Tau);

    public static Var Epsilon => Of(double.Epsilon);

    public static Var NaN => Of(double.NaN);

    public static Var PositiveInfinity => Of(double.PositiveInfinity);

    public static Var NegativeInfinity => Of(double.NegativeInfinity);

    public static Var MaxValue => Of(double.MaxValue);

    public static Var MinValue => Of(double.MinValue);

    public static bool IsNaN(Var x) => double.IsNaN(x.Value);

    public static bool IsFinite(Var x) => double.IsFinite(x.Value);

    public static bool IsInfinity(Var x) => double.IsInfinity(x.Value);

    public static bool IsNegative(Var x) => double.IsNegative(x.Value);

    public static bool IsPositive(Var x) => double.IsPositive(x.Value);

    public static int Sign(Var x) => Math.Sign(x.Value);
}
