using System.Numerics.Tensors;
using System.Reflection;
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

    /// <summary>Whether a value of the type is made of its fields: a struct, a tuple, a vector, an object of a marked class that is no model.</summary>
    public static bool IsStruct(Type type) => IsObject(type) ||
        type.IsValueType && !type.IsPrimitive && !type.IsEnum && !type.IsByRefLike && !IsReal(type) && Nullable.GetUnderlyingType(type) is null && type.Namespace is not "System" || IsTuple(type);

    private static bool IsObject(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.GetCustomAttribute<DifferentiableAttribute>() is not null && !type.GetProperties().Any(p => p.GetCustomAttribute<ParameterAttribute>() is not null);

    /// <summary>
    /// The type of every number in a value, and whether it can carry a derivative, in order: fields as declared, elements
    /// row by row. A length is taken for each dimension of an array.
    /// </summary>
    public static IEnumerable<(Type Type, bool IsActive)> Leaves(Type type, IReadOnlyList<int> lengths)
    {
        if (ElementType(type) is { } element)
        {
            int rank = IsTensor(type) ? lengths.Count : type.IsArray ? type.GetArrayRank() : 1;
            int count = lengths.Take(rank).Aggregate(1, (a, b) => a * b);
            var inner = Leaves(element, [.. lengths.Skip(rank)]).ToList();
            return Enumerable.Repeat(inner, count).SelectMany(l => l);
        }

        return IsStruct(type) ? Fields(type).SelectMany(f => Leaves(f.FieldType, lengths).Select(l => (l.Type, l.IsActive && !IsHeld(type, f))))
            : type.IsPrimitive || type.IsEnum || IsReal(type) ? [(type, IsReal(type))]
            : [];
    }

    /// <summary>An array (which also stands for a span), tensor, struct or tuple with the given numbers.</summary>
    public static object Many(Type type, IReadOnlyList<int> lengths, IReadOnlyList<double> values) => Build(type, lengths, new Queue<double>(values), realOnly: false);

    /// <summary>A value of the type of an adjoint, of which only floating-point numbers count.</summary>
    public static object Adjoint(Type type, IReadOnlyList<int> lengths, IEnumerable<double> values) => Build(type, lengths, new Queue<double>(values), realOnly: true);

    /// <summary>The same for an array, whose rows may be of different lengths.</summary>
    public static Array AdjointOf(Type type, Array original, double[] values)
    {
        if (!ElementType(type)!.IsArray)
        {
            return (Array)Adjoint(type, [.. Enumerable.Range(0, original.Rank).Select(original.GetLength)], values);
        }

        var rows = Array.CreateInstance(ElementType(type)!, original.Length);
        int start = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (original.GetValue(i) is not Array row)
            {
                continue;
            }

            int count = FlatReals(row).Length;
            rows.SetValue(AdjointOf(ElementType(type)!, row, values[start..(start + count)]), i);
            start += count;
        }

        return rows;
    }

    private static object Build(Type type, IReadOnlyList<int> lengths, Queue<double> values, bool realOnly)
    {
        if (IsTensor(type))
        {
            return TensorOf(type, lengths, [.. lengths.Aggregate(1, (a, b) => a * b) is var n ? Enumerable.Range(0, n).Select(_ => values.Dequeue()) : []]);
        }

        if (ElementType(type) is { } element)
        {
            int rank = type.IsArray ? type.GetArrayRank() : 1;
            var array = Array.CreateInstance(element, [.. lengths.Take(rank)]);
            foreach (int[] index in VarTensor.Indices([.. lengths.Take(rank)]))
            {
                array.SetValue(Build(element, [.. lengths.Skip(rank)], values, realOnly), index);
            }

            return array;
        }

        if (!IsStruct(type))
        {
            return realOnly && !IsReal(type) ? Activator.CreateInstance(type)! : Scalar(type, values.Dequeue());
        }

        object boxed = IsObject(type) ? System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type) : Activator.CreateInstance(type)!;
        foreach (var field in Fields(type))
        {
            field.SetValue(boxed, Build(field.FieldType, lengths, values, realOnly));
        }

        return boxed;
    }

    public static double[] Flat(object? value) => [.. Objects(value).Select(ToDouble)];

    /// <summary>The floating-point numbers of a value alone, without those in fields that are held constant.</summary>
    public static double[] FlatReals(object? value) => [.. Objects(value, held: false).Where(o => IsReal(o.GetType())).Select(ToDouble)];

    /// <summary>The oracle's numbers in a value, flat, without those in fields that are held constant.</summary>
    public static IEnumerable<Var> Vars(object? value) => Objects(value, held: false).OfType<Var>();

    /// <summary>Every number of a value, flat.</summary>
    public static IEnumerable<object> Objects(object? value, bool held = true) => value switch
    {
        null or string => [],
        Tensor<double> t => Dense(t).Cast<object>(),
        Tensor<float> t => Dense(t).Cast<object>(),
        Tensor<int> t => Dense(t).Cast<object>(),
        VarTensor t => t.Elements.Cast<object>(),
        Array array => array.Cast<object?>().SelectMany(o => Objects(o, held)),
        _ when IsStruct(value.GetType()) => Fields(value.GetType()).Where(f => held || !IsHeld(value.GetType(), f)).SelectMany(f => Objects(f.GetValue(value), held)),
        _ when value.GetType() is { IsPrimitive: true } or { IsEnum: true } || IsReal(value.GetType()) => [value],
        _ => [],
    };

    /// <summary>A number, array or tensor of the same type and shape with other floating-point contents.</summary>
    public static object Like(object original, double[] values) => Adjoint(original.GetType(), Lengths(original), values);

    /// <summary>The same elements, where the first axis moves fastest and every second place is unused; anything but a tensor as it is.</summary>
    public static object? Transposed(object? value) => value switch
    {
        Tensor<double> t => Transposed(t),
        Tensor<float> t => Transposed(t),
        _ => value,
    };

    private static Tensor<T> Transposed<T>(Tensor<T> tensor)
    {
        T[] dense = Dense(tensor);
        if (dense.Length == 0)
        {
            return tensor;
        }

        nint[] strides = new nint[tensor.Rank];
        nint stride = 2;
        for (int axis = 0; axis < strides.Length; stride *= tensor.Lengths[axis++])
        {
            strides[axis] = tensor.Lengths[axis] == 1 ? 0 : stride;
        }

        var memory = new T[3 + (2 * dense.Length)];
        int flat = 0;
        foreach (int[] index in VarTensor.Indices([.. tensor.Lengths.ToArray().Select(l => (int)l)]))
        {
            memory[3 + index.Select((at, axis) => at * (int)strides[axis]).Sum()] = dense[flat++];
        }

        return Tensor.Create(memory, 3, tensor.Lengths, strides);
    }

    private static IReadOnlyList<int> Lengths(object? value) => value switch
    {
        Tensor<double> t => [.. t.Lengths.ToArray().Select(l => (int)l)],
        Tensor<float> t => [.. t.Lengths.ToArray().Select(l => (int)l)],
        Array { Length: > 0 } a => [.. Enumerable.Range(0, a.Rank).Select(a.GetLength), .. Lengths(a.Cast<object?>().First())],
        Array a => [.. Enumerable.Range(0, a.Rank).Select(a.GetLength)],
        _ => [],
    };

    private static object TensorOf(Type type, IReadOnlyList<int> lengths, double[] values) =>
        type == typeof(VarTensor) ? new VarTensor([.. lengths], [.. values.Select(Var.Input)])
        : type == typeof(Tensor<double>) ? Tensor.Create(values, Native(lengths))
        : type == typeof(Tensor<float>) ? Tensor.Create([.. values.Select(v => (float)v)], Native(lengths))
        : Tensor.Create([.. values.Select(v => (int)v)], Native(lengths));

    private static bool IsTuple(Type type) => type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    private static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken);

    // A property's attribute stands on the property, not on the field behind it.
    private static bool IsHeld(Type type, FieldInfo field) =>
        field.GetCustomAttribute<NoGradientAttribute>() is not null
        || (field.Name.StartsWith('<') && type.GetProperty(field.Name[1..field.Name.IndexOf('>')])?.GetCustomAttribute<NoGradientAttribute>() is not null);

    private static nint[] Native(IReadOnlyList<int> lengths) => [.. lengths.Select(l => (nint)l)];

    private static T[] Dense<T>(Tensor<T> tensor)
    {
        var array = new T[tensor.FlattenedLength];
        tensor.FlattenTo(array);
        return array;
    }
}
