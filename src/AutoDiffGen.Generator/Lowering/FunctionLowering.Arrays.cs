using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// What arrays and spans are asked to do: lengths, slices, clearing, filling, copying.
internal sealed partial class FunctionLowering
{
    private int? ArrayProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } owner || _types.TryRead(owner.Type) is not ArrayType type)
        {
            return null;
        }

        switch (reference.Property.Name)
        {
            case "Length" or "LongLength" when type.Rank == 1:
                int length = Length(Expression(owner));
                return Converted(length, TypeOf(reference), reference);
            case "Length":
                int array = Expression(owner);
                int total = Length(array);
                for (int axis = 1; axis < type.Rank; axis++)
                {
                    total = _builder.Op("mul", ScalarType.I32, [total, Length(array, axis)]);
                }

                return total;
            case "IsEmpty":
                return _builder.Op("eq", ScalarType.Bool, [Length(Expression(owner)), _builder.Constant("0", ScalarType.I32)]);
            case "Rank":
                return _builder.Constant(type.Rank.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
            default:
                return null;
        }
    }

    private int? ArrayCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (call.Instance is { } owner && _types.TryRead(owner.Type) is ArrayType type)
        {
            switch (method.Name)
            {
                case "GetLength" when call.Arguments[0].Value.ConstantValue.Value is int axis && axis >= 0 && axis < type.Rank:
                    return Length(Expression(owner), axis);
                case "Slice":
                    int span = Expression(owner);
                    int start = Expression(call.Arguments[0].Value);
                    int count = call.Arguments.Length > 1 ? Expression(call.Arguments[1].Value) : _builder.Op("sub", ScalarType.I32, [Length(span), start]);
                    return Sliced(call, span, start, count);
                case "Clear":
                    Fill(call, Expression(owner), () => Zero(type.Element));
                    return -1;
                case "Fill":
                    int filled = Expression(owner);
                    int value = Expression(call.Arguments[0].Value);
                    Fill(call, filled, () => value);
                    return -1;
                case "ToArray" when call.Arguments.Length == 0:
                    return CopyOf(call, Expression(owner));
                case "CopyTo" when call.Arguments.Length == 1 && _types.TryRead(call.Arguments[0].Value.Type) is ArrayType:
                    int from = Expression(owner);
                    Copy(call, from, Expression(call.Arguments[0].Value));
                    return -1;

                case "TryCopyTo" when call.Arguments.Length == 1 && _types.TryRead(call.Arguments[0].Value.Type) is ArrayType:
                    int tried = Expression(owner);
                    return TryCopy(call, tried, Expression(call.Arguments[0].Value));

                // The interface of all arrays: to an array, from an index on.
                case "CopyTo" when call.Arguments.Length == 2 && owner.Type is IArrayTypeSymbol { Rank: 1 } && _types.TryRead(Unconverted(call.Arguments[0].Value).Type) is ArrayType { Rank: 1 }:
                    int whole = Expression(owner);
                    int destination = Expression(Unconverted(call.Arguments[0].Value)), at = Expression(call.Arguments[1].Value);
                    Copy(call, whole, Remember(_builder.Op("slice", (ArrayType)_builder.TypeOf(destination) with { Kind = ArrayKind.Span }, [destination, at, Length(whole)]), destination));
                    return -1;
            }

            return null;
        }

        // x.AsSpan(start, length), as an extension of MemoryExtensions.
        if (method.Name == "AsSpan" && method.ContainingType is { Name: "MemoryExtensions" } && call.Arguments.All(a => a.Value.Type is IArrayTypeSymbol || a.Value.Type?.SpecialType == SpecialType.System_Int32 || IsIndex(a.Value.Type) || IsRange(a.Value.Type)))
        {
            int array = Expression(call.Arguments[0].Value);
            if (_builder.TypeOf(array) is not ArrayType)
            {
                return null;
            }

            if (call.Arguments.Length == 2 && IsRange(call.Arguments[1].Value.Type))
            {
                var (from, length) = Ends(array, call.Arguments[1].Value);
                return Sliced(call, array, from, length);
            }

            int start = call.Arguments.Length > 1 ? Index(array, call.Arguments[1].Value) : _builder.Constant("0", ScalarType.I32);
            int count = call.Arguments.Length > 2 ? Expression(call.Arguments[2].Value) : call.Arguments.Length > 1 ? _builder.Op("sub", ScalarType.I32, [Length(array), start]) : Length(array);
            return Sliced(call, array, start, count);
        }

        if (method is { Name: "CopyTo" or "TryCopyTo", ContainingType.Name: "MemoryExtensions" } && call.Arguments.Length == 2
            && call.Arguments.All(a => _types.TryRead(a.Value.Type) is ArrayType))
        {
            int from = Expression(call.Arguments[0].Value), to = Expression(call.Arguments[1].Value);
            if (method.Name == "TryCopyTo")
            {
                return TryCopy(call, from, to);
            }

            Copy(call, from, to);
            return -1;
        }

        // Array.Copy(source, destination, length), and with a start in each.
        if (method.Name == "Copy" && method.ContainingType is { Name: "Array" } arrays && Symbols.IsIn(arrays, "System") && call.Arguments.Length is 3 or 5
            && call.Arguments.All(a => Unconverted(a.Value).Type is IArrayTypeSymbol { Rank: 1 } || a.Value.Type?.SpecialType == SpecialType.System_Int32))
        {
            int[] x = [.. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Expression(Unconverted(a.Value)))];
            int zero = _builder.Constant("0", ScalarType.I32);
            var (source, from, destination, to, count) = x.Length == 3 ? (x[0], zero, x[1], zero, x[2]) : (x[0], x[1], x[2], x[3], x[4]);
            int Part(int array, int start) => Remember(_builder.Op("slice", (ArrayType)_builder.TypeOf(array) with { Kind = ArrayKind.Span }, [array, start, count]), array);
            Copy(call, Part(source, from), Part(destination, to));
            return -1;
        }

        return method.ContainingType is { Name: "Array" } owner2 && Symbols.IsIn(owner2, "System") ? CallOfArray(call)
            : method.Name == "Reverse" && method.ContainingType.Name == "MemoryExtensions" && call.Arguments.Length == 1 && _types.TryRead(call.Arguments[0].Value.Type) is ArrayType { Kind: ArrayKind.Span } ? Reversed(call, Expression(call.Arguments[0].Value))
            : method.Name == "ToArray" && method.ContainingType.Name is "Enumerable" && _types.TryRead(Unconverted(call.Arguments[0].Value).Type) is ArrayType { Rank: 1 } ? CopyOf(call, Expression(Unconverted(call.Arguments[0].Value)))
            : null;
    }

    // Array.Clear, Fill, Reverse, Resize.
    private int? CallOfArray(IInvocationOperation call)
    {
        var arguments = call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Unconverted(a.Value)).ToList();
        if (_types.TryRead(arguments.FirstOrDefault()?.Type) is not ArrayType { Rank: 1 } type)
        {
            return null;
        }

        // The whole array, or the part that a start and a length say.
        int Part(int array, IEnumerable<IOperation> range)
        {
            int[] ends = [.. range.Select(Expression)];
            return ends.Length == 0 ? array : Remember(_builder.Op("slice", type with { Kind = ArrayKind.Span }, [array, ends[0], ends[1]]), array);
        }

        switch (call.TargetMethod.Name)
        {
            case "Clear" when arguments.Count is 1 or 3:
                Fill(call, Part(Expression(arguments[0]), arguments.Skip(1)), () => Zero(type.Element));
                return -1;
            case "Fill" when arguments.Count is 2 or 4:
                int filled = Expression(arguments[0]), value = Expression(call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value);
                Fill(call, Part(filled, arguments.Skip(2)), () => value);
                return -1;
            case "Reverse" when arguments.Count is 1 or 3:
                return Reversed(call, Part(Expression(arguments[0]), arguments.Skip(1)));
            case "Resize":
                var place = PlaceOf(arguments[0]);
                int old = Read(place), size = Expression(arguments[1]), had = Length(old);
                int made = _builder.Op("alloc", type with { Kind = ArrayKind.Array }, [size]);
                _made.Add(made);
                int kept = _builder.Op("select", ScalarType.I32, [had, size, had, size], ("compare", "lt"));
                Elements(call, old, made, kept, _builder.Constant("0", ScalarType.I32));
                Write(place, made);
                return -1;
            default:
                return null;
        }
    }

    private int? Reversed(IOperation at, int array)
    {
        var element = ((ArrayType)_builder.TypeOf(array)).Element;
        int length = Length(array), one = _builder.Constant("1", ScalarType.I32);
        Counted(at.Syntax, _builder.Op("div", ScalarType.I32, [length, _builder.Constant("2", ScalarType.I32)]), i =>
        {
            int j = _builder.Op("sub", ScalarType.I32, [_builder.Op("sub", ScalarType.I32, [length, one]), i]);
            var (low, high) = (new ElementPlace(array, EquatableArray.Of(i), element, at.Syntax), new ElementPlace(array, EquatableArray.Of(j), element, at.Syntax));
            var (a, b) = (Read(low), Read(high));
            Write(low, b);
            Write(high, a);
        });
        return -1;
    }

    /// <summary>An array of its own with the same elements.</summary>
    private int CopyOf(IOperation at, int from)
    {
        if (((ArrayType)_builder.TypeOf(from)) is not { Rank: 1 } type)
        {
            throw new LoweringException("ADG0010", at.Syntax, "a copy of an array of several dimensions", "copy its elements");
        }

        int length = Length(from);
        int copy = _builder.Op("alloc", new ArrayType(type.Element), [length]);
        _made.Add(copy);
        Elements(at, from, copy, length, _builder.Constant("0", ScalarType.I32));
        return copy;
    }

    // A copy where there is room for it, and whether there was.
    private int TryCopy(IInvocationOperation at, int from, int to)
    {
        int fits = _builder.Op("le", ScalarType.Bool, [Length(from), Length(to)]);
        Merge(at.Syntax, fits, () =>
        {
            Copy(at, from, to);
            return null;
        }, () => null);
        return fits;
    }

    // The first elements of one array, stored in another from a place on.
    private void Elements(IOperation at, int from, int to, int count, int start)
    {
        var element = ((ArrayType)_builder.TypeOf(from)).Element;
        Counted(at.Syntax, count, i =>
            Store(new ElementPlace(to, EquatableArray.Of(_builder.ConstantOf(start) == "0" ? i : _builder.Op("add", ScalarType.I32, [start, i])), element, at.Syntax), "", element, Load(from, [i], element, "")));
    }

    private int Zero(IrType type) => type switch
    {
        StructType => ZeroOf(type),
        ArrayType => Nothing(type),
        OpaqueType opaque => _builder.Op("literal", type, [], ("text", $"default({opaque.CSharp})")),
        _ => _builder.Op("zero", type, []),
    };

    private void Fill(IOperation at, int array, Func<int> value) =>
        Counted(at.Syntax, Length(array), i => Store(new ElementPlace(array, EquatableArray.Of(i), ((ArrayType)_builder.TypeOf(array)).Element, at.Syntax), "", ((ArrayType)_builder.TypeOf(array)).Element, value()));

    // A value boxed as an object of the library's signature.
    private static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? Unconverted(conversion.Operand) : value;

    // A copy reads all of its source before it writes: through memory of its own, where the two may overlap.
    private void Copy(IOperation at, int from, int to)
    {
        var element = ((ArrayType)_builder.TypeOf(from)).Element;
        int length = Length(from);
        int zero = _builder.Constant("0", ScalarType.I32);
        if (MayOverlap(from, to))
        {
            int between = _builder.Op("alloc", new ArrayType(element, ArrayKind.Array, 1), [length], "copy");
            Elements(at, from, between, length, zero);
            from = between;
        }

        Elements(at, from, to, length, zero);
    }

    // The arrays given to this method, those made in it, and what each slice is a slice of.
    private readonly HashSet<int> _given = [];
    private readonly HashSet<int> _made = [];
    private readonly Dictionary<int, int> _sliceOf = [];

    private int Sliced(IOperation at, int array, int start, int count) =>
        Remember(_builder.Op("slice", TypeOf(at), [array, start, count]), array);

    private int Remember(int slice, int array)
    {
        _sliceOf[slice] = array;
        return slice;
    }

    private int Whole(int array) => _sliceOf.TryGetValue(array, out int of) ? Whole(of) : array;

    // An array made here overlaps its own slices and what branches and loops give, nothing else.
    private bool MayOverlap(int a, int b)
    {
        (a, b) = (Whole(a), Whole(b));
        return a == b || !((_made.Contains(a) && (_made.Contains(b) || _given.Contains(b))) || (_given.Contains(a) && _made.Contains(b)));
    }

    /// <summary>A counted loop over 0 .. count - 1 that assigns no local.</summary>
    private void Counted(SyntaxNode syntax, int count, Action<int> body)
    {
        _builder.Span = Span(syntax);
        _builder.Counted(count, body, "i");
    }
}
