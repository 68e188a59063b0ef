using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Oracle;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>Numbers of any element type, arrays and tensors of them, as a flat list of doubles and back.</summary>
internal static class Numbers
{
    public static bool IsReal(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half) || type == typeof(Var);

    /// <summary>The element type of an array, span or tensor; null for anything else.</summary>
    public static Type? ElementType(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is var d && (d == typeof(Span<>) || d == typeof(ReadOnlySpan<>) || d == typeof(Tensor<>)) ? type.GetGenericArguments()[0]
        : type == typeof(VarTensor) ? typeof(Var)
        : null;

    public static bool IsTensor(Type type) => type == typeof(VarTensor) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Tensor<>));

    /// <summary>A number of the type; for the oracle an input that derivatives can be asked for.</summary>
    public static object Scalar(Type type, double value) =>
        type == typeof(Var) ? Var.Input(value)
        : type == typeof(Half) ? (Half)value
        : type == typeof(bool) ? value != 0
        : type.IsEnum ? Enum.ToObject(type, (int)value)
        : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);

    public static double ToDouble(object? value) => value switch
    {
        double d => d,
        float f => f,
        Half h => (double)h,
        Var v => v.Value,
        _ => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    public static bool SameBits(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)),
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y)),
        (Half x, Half y) => BitConverter.HalfToInt16Bits(x) == BitConverter.HalfToInt16Bits(y) || (Half.IsNaN(x) && Half.IsNaN(y)),
        _ => Flat(a).SequenceEqual(Flat(b)),
    };

    /// <summary>An array (which also stands for a span) or tensor with the given elements.</summary>
    public static object Many(Type type, IReadOnlyList<int> lengths, IReadOnlyList<double> values)
    {
        var element = ElementType(type)!;
        var array = Array.CreateInstance(element, values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            array.SetValue(Scalar(element, values[i]), i);
        }

        return array switch
        {
            Var[] vars when type == typeof(VarTensor) => new VarTensor([.. lengths], vars),
            double[] doubles when IsTensor(type) => Tensor.Create(doubles, Native(lengths)),
            float[] floats when IsTensor(type) => Tensor.Create(floats, Native(lengths)),
            int[] ints when IsTensor(type) => Tensor.Create(ints, Native(lengths)),
            _ => array,
        };
    }

    public static double[] Flat(object? value) => value switch
    {
        null => [],
        Tensor<double> t => Dense(t),
        Tensor<float> t => [.. Dense(t).Select(f => (double)f)],
        VarTensor t => [.. t.Elements.Select(v => v.Value)],
        Array array => [.. array.Cast<object>().Select(ToDouble)],
        _ => [ToDouble(value)],
    };

    /// <summary>The oracle's numbers in an argument, flat.</summary>
    public static IEnumerable<Var> Vars(object? value) => value switch
    {
        Var v => [v],
        VarTensor t => t.Elements,
        Var[] array => array,
        _ => [],
    };

    /// <summary>A number, array or tensor of the same type and shape with other contents.</summary>
    public static object Like(object original, double[] values) => original switch
    {
        Tensor<double> t => Many(t.GetType(), [.. t.Lengths.ToArray().Select(l => (int)l)], values),
        Tensor<float> t => Many(t.GetType(), [.. t.Lengths.ToArray().Select(l => (int)l)], values),
        Array a => Many(a.GetType(), [a.Length], values),
        _ => Scalar(original.GetType(), values[0]),
    };

    private static nint[] Native(IReadOnlyList<int> lengths) => [.. lengths.Select(l => (nint)l)];

    private static T[] Dense<T>(Tensor<T> tensor)
    {
        var array = new T[tensor.FlattenedLength];
        tensor.FlattenTo(array);
        return array;
    }
}
