using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Every elementwise function against the library's function of one double.</summary>
public class ElementwiseTests
{
    public delegate Tensor<T> Unary<T>(Tensor<T> x);

    public static TheoryData<string, Unary<float>, Unary<double>, Func<double, double>, double, double> Unaries => new()
    {
        { "Exp", Ops.Exp, Ops.Exp, Math.Exp, -5, 5 },
        { "ExpM1", Ops.ExpM1, Ops.ExpM1, double.ExpM1, -5, 5 },
        { "Exp2", Ops.Exp2, Ops.Exp2, double.Exp2, -5, 5 },
        { "Exp2M1", Ops.Exp2M1, Ops.Exp2M1, double.Exp2M1, -5, 5 },
        { "Exp10", Ops.Exp10, Ops.Exp10, double.Exp10, -2, 2 },
        { "Exp10M1", Ops.Exp10M1, Ops.Exp10M1, double.Exp10M1, -2, 2 },
        { "Log", Ops.Log, Ops.Log, Math.Log, -0.1, 5 },
        { "LogP1", Ops.LogP1, Ops.LogP1, double.LogP1, -1.1, 5 },
        { "Log2", Ops.Log2, Ops.Log2, Math.Log2, 0, 5 },
        { "Log2P1", Ops.Log2P1, Ops.Log2P1, double.Log2P1, -1, 5 },
        { "Log10", Ops.Log10, Ops.Log10, Math.Log10, 0, 5 },
        { "Log10P1", Ops.Log10P1, Ops.Log10P1, double.Log10P1, -1, 5 },
        { "Sqrt", Ops.Sqrt, Ops.Sqrt, Math.Sqrt, -1, 5 },
        { "Cbrt", Ops.Cbrt, Ops.Cbrt, Math.Cbrt, -5, 5 },
        { "Sin", Ops.Sin, Ops.Sin, Math.Sin, -10, 10 },
        { "Cos", Ops.Cos, Ops.Cos, Math.Cos, -10, 10 },
        { "Tan", Ops.Tan, Ops.Tan, Math.Tan, -1.4, 1.4 },
        { "Asin", Ops.Asin, Ops.Asin, Math.Asin, -1, 1 },
        { "Acos", Ops.Acos, Ops.Acos, Math.Acos, -1, 1 },
        { "Atan", Ops.Atan, Ops.Atan, Math.Atan, -10, 10 },
        { "SinPi", Ops.SinPi, Ops.SinPi, double.SinPi, -4, 4 },
        { "CosPi", Ops.CosPi, Ops.CosPi, double.CosPi, -4, 4 },
        { "TanPi", Ops.TanPi, Ops.TanPi, double.TanPi, -0.4, 0.4 },
        { "AsinPi", Ops.AsinPi, Ops.AsinPi, double.AsinPi, -1, 1 },
        { "AcosPi", Ops.AcosPi, Ops.AcosPi, double.AcosPi, -1, 1 },
        { "AtanPi", Ops.AtanPi, Ops.AtanPi, double.AtanPi, -10, 10 },
        { "DegreesToRadians", Ops.DegreesToRadians, Ops.DegreesToRadians, double.DegreesToRadians, -360, 360 },
        { "RadiansToDegrees", Ops.RadiansToDegrees, Ops.RadiansToDegrees, double.RadiansToDegrees, -6, 6 },
        { "Sinh", Ops.Sinh, Ops.Sinh, Math.Sinh, -4, 4 },
        { "Cosh", Ops.Cosh, Ops.Cosh, Math.Cosh, -4, 4 },
        { "Tanh", Ops.Tanh, Ops.Tanh, Math.Tanh, -4, 4 },
        { "Asinh", Ops.Asinh, Ops.Asinh, Math.Asinh, -4, 4 },
        { "Acosh", Ops.Acosh, Ops.Acosh, Math.Acosh, 1.1, 4 },
        { "Atanh", Ops.Atanh, Ops.Atanh, Math.Atanh, -0.95, 0.95 },
        { "Sigmoid", Ops.Sigmoid, Ops.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -20, 20 },
        { "Softplus", Ops.Softplus, Ops.Softplus, x => double.LogP1(Math.Exp(x)), -20, 20 },
        { "Erf", Ops.Erf, Ops.Erf, x => Activations.Erf(x), -4, 4 },
        { "LeakyRelu", x => Ops.LeakyRelu(x, 0.3), x => Ops.LeakyRelu(x, 0.3), x => x > 0 ? x : 0.3 * x, -2, 2 },
        { "Elu", x => Ops.Elu(x, 1.7), x => Ops.Elu(x, 1.7), x => x > 0 ? x : 1.7 * double.ExpM1(x), -4, 4 },
        { "Gelu", Ops.Gelu, Ops.Gelu, x => x * 0.5 * (1 + Activations.Erf(x / Math.Sqrt(2))), -2, 4 },
        { "GeluTanh", Ops.GeluTanh, Ops.GeluTanh, x => x * 0.5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))), -2, 4 },
        { "Softplus(x, 2.5)", x => Ops.Softplus(x, 2.5), x => Ops.Softplus(x, 2.5), x => double.LogP1(Math.Exp(2.5 * x)) / 2.5, -4, 4 },
        { "LogSigmoid", Ops.LogSigmoid, Ops.LogSigmoid, x => -double.LogP1(Math.Exp(-x)), -20, 20 },
        { "Relu", Ops.Relu, Ops.Relu, x => Math.Max(x, 0), -2, 2 },
        { "Abs", Ops.Abs, Ops.Abs, Math.Abs, -2, 2 },
        { "ReciprocalEstimate", Ops.ReciprocalEstimate, Ops.ReciprocalEstimate, x => 1 / x, 0.5, 4 },
        { "ReciprocalSqrtEstimate", Ops.ReciprocalSqrtEstimate, Ops.ReciprocalSqrtEstimate, x => 1 / Math.Sqrt(x), 0.5, 4 },
        { "RootN", x => Ops.RootN(x, 3), x => Ops.RootN(x, 3), x => double.RootN(x, 3), 0.1, 9 },
        { "ScaleB", x => Ops.ScaleB(x, -3), x => Ops.ScaleB(x, -3), x => x / 8, -9, 9 },
        { "Clamp", x => Ops.Clamp(x, -1, 0.5f), x => Ops.Clamp(x, -1, 0.5), x => Math.Clamp(x, -1, 0.5), -2, 2 },
        { "FusedMultiplyAdd", x => Ops.FusedMultiplyAdd(x, 3, 0.5f), x => Ops.FusedMultiplyAdd(x, 3, 0.5), x => (x * 3) + 0.5, -2, 2 },
        { "MultiplyAddEstimate", x => Ops.MultiplyAddEstimate(x, 3, 0.5f), x => Ops.MultiplyAddEstimate(x, 3, 0.5), x => (x * 3) + 0.5, -2, 2 },
        { "Pow(x, 2.5)", x => Ops.Pow(x, 2.5f), x => Ops.Pow(x, 2.5), x => Math.Pow(x, 2.5), 0, 4 },
        { "Pow(2.5, x)", x => Ops.Pow(2.5f, x), x => Ops.Pow(2.5, x), x => Math.Pow(2.5, x), -4, 4 },
        { "Max(x, 1)", x => Ops.Max(x, 1), x => Ops.Max(x, 1), x => Math.Max(x, 1), -2, 2 },
        { "Min(0, x)", x => Ops.Min(0, x), x => Ops.Min(0, x), x => Math.Min(0, x), -2, 2 },
    };

    public static TheoryData<string, Func<Tensor<double>, Tensor<double>, Tensor<double>>, Func<double, double, double>> Binaries => new()
    {
        { "Log", Ops.Log, Math.Log },
        { "Hypot", Ops.Hypot, double.Hypot },
        { "Pow", Ops.Pow, Math.Pow },
        { "Atan2", Ops.Atan2, Math.Atan2 },
        { "Atan2Pi", Ops.Atan2Pi, double.Atan2Pi },
        { "CopySign", Ops.CopySign, Math.CopySign },
        { "Max", Ops.Max, Math.Max },
        { "Min", Ops.Min, Math.Min },
        { "MaxNumber", Ops.MaxNumber, double.MaxNumber },
        { "MinNumber", Ops.MinNumber, double.MinNumber },
        { "MaxMagnitude", Ops.MaxMagnitude, double.MaxMagnitude },
        { "MinMagnitude", Ops.MinMagnitude, double.MinMagnitude },
        { "Ieee754Remainder", Ops.Ieee754Remainder, Math.IEEERemainder },
    };

    public static TheoryData<string, Func<Tensor<double>, Tensor<double>, Tensor<double>, Tensor<double>>, Func<double, double, double, double>> Ternaries => new()
    {
        { "FusedMultiplyAdd", Ops.FusedMultiplyAdd, (x, y, z) => (x * y) + z },
        { "MultiplyAddEstimate", Ops.MultiplyAddEstimate, (x, y, z) => (x * y) + z },
        { "Lerp", Ops.Lerp, (x, y, z) => (x * (1 - z)) + (y * z) },
        { "Clamp", Ops.Clamp, (x, y, z) => Math.Min(Math.Max(x, y), z) },
    };

    [Theory]
    [MemberData(nameof(Unaries))]
    public void One_operand(string name, Unary<float> single, Unary<double> twice, Func<double, double> reference, double low, double high)
    {
        Assert.NotEmpty(name);
        foreach (nint[] lengths in new nint[][] { [1], [7], [40], [0], [3, 5], [2, 1, 9], [2, 3, 0], [2, 2, 3, 3] })
        {
            Check(single, reference, lengths, low, high, 1e-5);
            Check(twice, reference, lengths, low, high, 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public void Two_operands(string name, Func<Tensor<double>, Tensor<double>, Tensor<double>> function, Func<double, double, double> reference)
    {
        Assert.NotEmpty(name);
        foreach (var (a, b) in new (nint[], nint[])[]
        {
            ([19], [19]), ([1], [19]), ([19], [1]), ([3, 5], [5]), ([5], [3, 5]), ([3, 1], [1, 5]), ([1, 3, 1, 2], [4, 1, 5, 2]), ([2, 3, 4], [3, 1]), ([2, 0], [2, 1]), ([1], [1, 1]),
        })
        {
            double[] x = Numbers.Random<double>(TensorData.Size(a), 1, 0.1, 3), y = Numbers.Random<double>(TensorData.Size(b), 2, 1.5, 3);
            nint[] shape = Common(a, b);
            double[] expected = [.. Enumerable.Range(0, TensorData.Size(shape)).Select(i => TensorData.Index(i, shape)).Select(i => reference(x[TensorData.Place(i, a)], y[TensorData.Place(i, b)]))];
            foreach (Tensor<double> left in TensorData.Layouts(x, a))
            {
                foreach (Tensor<double> right in TensorData.Layouts(y, b))
                {
                    Tensor<double> result = function(left, right);
                    Assert.Equal(shape, result.Lengths.ToArray());
                    Numbers.Close<double>(expected, TensorData.Flatten(result), 1e-13);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ternaries))]
    public void Three_operands(string name, Func<Tensor<double>, Tensor<double>, Tensor<double>, Tensor<double>> function, Func<double, double, double, double> reference)
    {
        Assert.NotEmpty(name);
        foreach (var (a, b, c) in new (nint[], nint[], nint[])[] { ([9], [9], [9]), ([3, 1], [4], [2, 1, 1]), ([1], [2, 9], [9]), ([2, 9], [1], [1]), ([0], [1], [1]) })
        {
            double[] x = Numbers.Random<double>(TensorData.Size(a), 1), y = Numbers.Random<double>(TensorData.Size(b), 2), z = Numbers.Random<double>(TensorData.Size(c), 3);
            nint[] shape = Common(Common(a, b), c);
            Tensor<double> result = function(TensorData.Layouts(x, a).Last(), TensorData.Dense(y, b), TensorData.Layouts(z, c).Last());
            Assert.Equal(shape, result.Lengths.ToArray());
            double[] expected = [.. Enumerable.Range(0, TensorData.Size(shape)).Select(i => TensorData.Index(i, shape))
                .Select(i => reference(x[TensorData.Place(i, a)], y[TensorData.Place(i, b)], z[TensorData.Place(i, c)]))];
            Numbers.Close<double>(expected, TensorData.Flatten(result), 1e-13, 1);
        }
    }

    [Fact]
    public void Numbers_beside_tensors()
    {
        Tensor<float> x = TensorData.Dense<float>([-1, 0, 2], 3), y = TensorData.Dense<float>([5, 6, 7], 3);
        Assert.Equal([-0.5f, 0.5f, 2.5f], TensorData.Flatten(Ops.FusedMultiplyAdd(x, TensorData.Dense<float>([1, 1, 1], 3), 0.5f)));
        Assert.Equal([2, 3, 4.5f], TensorData.Flatten(Ops.Lerp(x, y, 0.5f)));
        Assert.Equal([1, 0, 4], TensorData.Flatten(Ops.Pow(x, 2)));
        Assert.Equal([1, 1, 1], TensorData.Flatten(Ops.Pow(x, 0)));
        Assert.Equal([1, 2, 3], TensorData.Flatten(Ops.Log(TensorData.Dense<float>([2, 4, 8], 3), 2)), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        Tensor<float> x = Tensor.CreateFromShape<float>([2, 3]), y = Tensor.CreateFromShape<float>([2]);
        var error = Assert.Throws<ArgumentException>(() => Ops.Max(x, y));
        Assert.Equal("y", error.ParamName);
        Assert.Contains("(2, 3)", error.Message);
        Assert.Contains("(2,)", error.Message);
        Assert.Equal("max", Assert.Throws<ArgumentException>(() => Ops.Clamp(x, x, y)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentNullException>(() => Ops.Max(x, null!)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Ops.Exp<float>(null!)).ParamName);
    }

    [Fact]
    public void Kinks_and_special_values()
    {
        float nan = float.NaN, inf = float.PositiveInfinity;
        Assert.Equal([0, 0, 3, nan, inf], TensorData.Flatten(Ops.Relu(TensorData.Dense<float>([-3, 0, 3, nan, inf], 5))));
        Assert.Equal([nan, nan, nan], TensorData.Flatten(Ops.Max(TensorData.Dense([nan, 1, nan], 3), TensorData.Dense([1, nan, nan], 3))));
        Assert.Equal([1, 1, nan], TensorData.Flatten(Ops.MinNumber(TensorData.Dense([nan, 1, nan], 3), TensorData.Dense([1, nan, nan], 3))));
        Assert.Equal([nan, 1, -1], TensorData.Flatten(Ops.Clamp(TensorData.Dense([nan, inf, -inf], 3), -1, 1)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-8)]
    [InlineData(-30.0)]
    [InlineData(-700.0)]
    [InlineData(-1000.0)]
    [InlineData(40.0)]
    [InlineData(1000.0)]
    public void Sigmoid_of_a_number_is_stable_at_both_ends(double x)
    {
        double expected = x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));
        Assert.Equal(expected, Ops.Sigmoid(x));
        Numbers.Close(Math.Exp(-95), Ops.Sigmoid(-95f), 0.05);
        Assert.True(double.IsNaN(Ops.Sigmoid(double.NaN)));
    }

    [Fact]
    public void Relu_of_a_number_keeps_NaN()
    {
        Assert.Equal(0f, Ops.Relu(-2f));
        Assert.Equal(2.0, Ops.Relu(2.0));
        Assert.Equal(0, Ops.Relu(0.0));
        Assert.True(float.IsNaN(Ops.Relu(float.NaN)));
    }

    private static void Check<T>(Unary<T> function, Func<double, double> reference, nint[] lengths, double low, double high, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] x = Numbers.Random<T>(TensorData.Size(lengths), 7, low, high);
        double[] expected = [.. Numbers.ToDouble<T>(x).Select(reference)];
        foreach (Tensor<T> layout in TensorData.Layouts(x, lengths))
        {
            Tensor<T> result = function(layout);
            Assert.True(result.IsDense);
            Assert.Equal(lengths, result.Lengths.ToArray());
            Numbers.Close<T>(expected, TensorData.Flatten(result), tolerance, 0.1);
            Assert.Equal(x, TensorData.Flatten(layout));
        }
    }

    private static nint[] Common(nint[] a, nint[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        nint At(nint[] lengths, int axis) => axis < rank - lengths.Length ? 1 : lengths[axis - rank + lengths.Length];
        return [.. Enumerable.Range(0, rank).Select(axis => At(a, axis) == 1 ? At(b, axis) : At(a, axis))];
    }
}
