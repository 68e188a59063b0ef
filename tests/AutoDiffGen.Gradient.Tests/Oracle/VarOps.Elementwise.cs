namespace AutoDiffGen.Gradient.Tests.Oracle;

// Element by element: the oracle's functions of one number, and nothing else.
public static partial class VarOps
{
    public static Var Sigmoid(Var x) => Var.Sigmoid(x);

    public static Var Detach(Var x) => Var.Of(x.Value);

    public static Var Relu(Var x) => Var.Relu(x);

    public static VarTensor RootN(VarTensor x, int n) => x.Map(v => Var.RootN(v, n));

    public static VarTensor ScaleB(VarTensor x, int n) => x.Map(v => Var.ScaleB(v, n));

    public static VarTensor Abs(VarTensor x) => x.Map(Var.Abs);

    public static VarTensor Acos(VarTensor x) => x.Map(Var.Acos);

    public static VarTensor AcosPi(VarTensor x) => x.Map(Var.AcosPi);

    public static VarTensor Acosh(VarTensor x) => x.Map(Var.Acosh);

    public static VarTensor Asin(VarTensor x) => x.Map(Var.Asin);

    public static VarTensor AsinPi(VarTensor x) => x.Map(Var.AsinPi);

    public static VarTensor Asinh(VarTensor x) => x.Map(Var.Asinh);

    public static VarTensor Atan(VarTensor x) => x.Map(Var.Atan);

    public static VarTensor AtanPi(VarTensor x) => x.Map(Var.AtanPi);

    public static VarTensor Atanh(VarTensor x) => x.Map(Var.Atanh);

    public static VarTensor Cbrt(VarTensor x) => x.Map(Var.Cbrt);

    public static VarTensor Cos(VarTensor x) => x.Map(Var.Cos);

    public static VarTensor CosPi(VarTensor x) => x.Map(Var.CosPi);

    public static VarTensor Cosh(VarTensor x) => x.Map(Var.Cosh);

    public static VarTensor DegreesToRadians(VarTensor x) => x.Map(Var.DegreesToRadians);

    public static VarTensor Exp10(VarTensor x) => x.Map(Var.Exp10);

    public static VarTensor Exp10M1(VarTensor x) => x.Map(Var.Exp10M1);

    public static VarTensor Exp2(VarTensor x) => x.Map(Var.Exp2);

    public static VarTensor Exp2M1(VarTensor x) => x.Map(Var.Exp2M1);

    public static VarTensor Exp(VarTensor x) => x.Map(Var.Exp);

    public static VarTensor ExpM1(VarTensor x) => x.Map(Var.ExpM1);

    public static VarTensor Log10(VarTensor x) => x.Map(Var.Log10);

    public static VarTensor Log10P1(VarTensor x) => x.Map(Var.Log10P1);

    public static VarTensor Log2(VarTensor x) => x.Map(Var.Log2);

    public static VarTensor Log2P1(VarTensor x) => x.Map(Var.Log2P1);

    public static VarTensor Log(VarTensor x) => x.Map(Var.Log);

    public static VarTensor LogP1(VarTensor x) => x.Map(Var.LogP1);

    public static VarTensor RadiansToDegrees(VarTensor x) => x.Map(Var.RadiansToDegrees);

    public static VarTensor ReciprocalEstimate(VarTensor x) => x.Map(Var.ReciprocalEstimate);

    public static VarTensor ReciprocalSqrtEstimate(VarTensor x) => x.Map(Var.ReciprocalSqrtEstimate);

    public static VarTensor Relu(VarTensor x) => x.Map(Var.Relu);

    public static VarTensor Sigmoid(VarTensor x) => x.Map(Var.Sigmoid);

    public static VarTensor Sin(VarTensor x) => x.Map(Var.Sin);

    public static VarTensor SinPi(VarTensor x) => x.Map(Var.SinPi);

    public static VarTensor Sinh(VarTensor x) => x.Map(Var.Sinh);

    public static VarTensor Sqrt(VarTensor x) => x.Map(Var.Sqrt);

    public static VarTensor Tan(VarTensor x) => x.Map(Var.Tan);

    public static VarTensor TanPi(VarTensor x) => x.Map(Var.TanPi);

    public static VarTensor Tanh(VarTensor x) => x.Map(Var.Tanh);

    public static VarTensor Atan2(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Atan2);

    public static VarTensor Atan2Pi(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Atan2Pi);

    public static VarTensor CopySign(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.CopySign);

    public static VarTensor Hypot(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Hypot);

    public static VarTensor Ieee754Remainder(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Ieee754Remainder);

    public static VarTensor Log(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Log);

    public static VarTensor Max(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Max);

    public static VarTensor MaxMagnitude(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.MaxMagnitude);

    public static VarTensor MaxNumber(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.MaxNumber);

    public static VarTensor Min(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Min);

    public static VarTensor MinMagnitude(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.MinMagnitude);

    public static VarTensor MinNumber(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.MinNumber);

    public static VarTensor Pow(VarTensor x, VarTensor y) => VarTensor.Zip(x, y, Var.Pow);

    public static VarTensor Clamp(VarTensor x, VarTensor y, VarTensor z) => VarTensor.Zip(x, y, z, Var.Clamp);

    public static VarTensor FusedMultiplyAdd(VarTensor x, VarTensor y, VarTensor z) => VarTensor.Zip(x, y, z, Var.FusedMultiplyAdd);

    public static VarTensor Lerp(VarTensor x, VarTensor y, VarTensor z) => VarTensor.Zip(x, y, z, Var.Lerp);

    public static VarTensor MultiplyAddEstimate(VarTensor x, VarTensor y, VarTensor z) => VarTensor.Zip(x, y, z, Var.MultiplyAddEstimate);
}
