using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Places: what can stand on the left of an assignment. A place is found once, in C#'s order of evaluation, and then read
// and written any number of times.
internal sealed partial class FunctionLowering
{
    /// <summary>Something that holds a value.</summary>
    private abstract record Place(IrType Type);

    private sealed record LocalPlace(ISymbol Symbol, IrType Type, SyntaxNode Syntax) : Place(Type);

    private sealed record ElementPlace(int Array, EquatableArray<int> Indices, IrType Type, SyntaxNode Syntax) : Place(Type);

    private sealed record DiscardPlace(IrType Type) : Place(Type);

    /// <summary>Takes a value that a call gives back, where no variable does.</summary>
    private sealed record ValuePlace(IrType Type) : Place(Type)
    {
        public int Value { get; set; }
    }

    /// <summary>A field of a struct that stands in another place.</summary>
    private sealed record FieldPlace(Place Owner, string Name, IrType Type) : Place(Type);

    private Place PlaceOf(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return PlaceOf(parenthesized.Operand);
            case ILocalReferenceOperation reference when _values.TryGetValue(reference.Local, out int bound) && IsReference(bound):
                return Resolve(bound, reference.Syntax);
            case IParameterReferenceOperation reference when _values.TryGetValue(reference.Parameter, out int bound) && IsReference(bound):
                return Resolve(bound, reference.Syntax);
            case IConditionalOperation { IsRef: true } pick:
                return Resolve(Reference(pick, Shape(Cells(pick))), pick.Syntax);
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation { Local: var rebound } } rebinding:
                Bind(rebound, rebinding.Value);
                return Resolve(_values[rebound], rebinding.Syntax);
            case IInvocationOperation call when ReturnsReference(call.TargetMethod) && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || Symbols.IsDifferentiable(call.TargetMethod)):
                return Resolve(Invocation(call), call.Syntax);
            case ILocalReferenceOperation local:
                return new LocalPlace(local.Local, TypeOf(local), local.Syntax);
            case IParameterReferenceOperation parameter when _values.ContainsKey(parameter.Parameter):
                return new LocalPlace(parameter.Parameter, TypeOf(parameter), parameter.Syntax);
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return new LocalPlace(declared.Local, TypeOf(declared), declared.Syntax);
            case IInstanceReferenceOperation { Type: { IsValueType: true } self } when _values.ContainsKey(_method.ContainingType):
                return new LocalPlace(_method.ContainingType, TypeOf(target), target.Syntax);
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } field when _types.TryRead(owner.Type) is StructType:
                return new FieldPlace(PlaceOf(owner), TupleName(field.Field), TypeOf(field));
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner, Property: { IsIndexer: false } property } when _types.TryRead(owner.Type) is StructType type && type.Fields.Any(f => f.Name == property.Name):
                return new FieldPlace(PlaceOf(owner), property.Name, TypeOf(target));
            case IPropertyReferenceOperation { Property.GetMethod: { } getter } property when ReturnsReference(getter) && Symbols.IsDifferentiable(getter):
                return Resolve(ReferenceCall(property, getter, property.Instance, property.Arguments), property.Syntax);
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner } property when _types.TryRead(owner.Type) is StructType && Symbols.IsDifferentiable(property.Property.GetMethod ?? property.Property.SetMethod!):
                return AccessorsOf(property, owner);
            case IDiscardOperation:
                return new DiscardPlace(_types.TryRead(target.Type) ?? ScalarType.I32);
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 1 } or IImplicitIndexerReferenceOperation when Element(target) is { } element:
                return element;
            case IFieldReferenceOperation or IPropertyReferenceOperation when MemberPlace(target) is { } member:
                return member;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw new LoweringException("ADG0009", target.Syntax, target.Syntax.ToString());
            default:
                throw Unsupported(target);
        }
    }

    private int Read(Place place)
    {
        switch (place)
        {
            case LocalPlace local:
                return Local(local.Symbol, local.Syntax);
            case ElementPlace element:
                _builder.Span = Span(element.Syntax);
                return Load(element.Array, element.Indices, element.Type, "");
            case AccessorPlace property:
                return Get(property);
            case ReferencePlace reference:
                return AtPlace(reference, at => Read(at))!.Value;
            case FieldPlace field when WithinElement(field) is { } element:
                // Only the field is read, not the whole element.
                _builder.Span = Span(element.Syntax);
                return Load(element.Array, element.Indices, field.Type, PathOf(field));
            case FieldPlace { Owner: ReferencePlace reference } field:
                return AtPlace(reference, at => Read(new FieldPlace(at, field.Name, field.Type)))!.Value;
            case FieldPlace field:
                return FieldOf(Read(field.Owner), field.Name);
            default:
                throw new InvalidOperationException("A discard is not read.");
        }
    }

    private int Load(int array, IReadOnlyList<int> indices, IrType type, string path)
    {
        if (type is StructType s)
        {
            return Struct(s, [.. s.Fields.Select(f => Load(array, indices, f.Type, path + "." + f.Name))]);
        }

        return path.Length == 0 ? _builder.Op("load", type, [array, .. indices]) : _builder.Op("load", type, [array, .. indices], ("path", path));
    }

    // A struct is stored field by field where its fields can be assigned, else as a whole.
    private void Store(ElementPlace element, string path, IrType type, int value)
    {
        if (type is not StructType s)
        {
            Append(path, [value], []);
            return;
        }

        var leaves = s.Leaves().ToList();
        if (leaves.All(l => l.CanSet))
        {
            foreach (var (leaf, id) in leaves.Zip(Leaves(value), (l, id) => (l, id)))
            {
                Append(path + leaf.Path, [id], []);
            }

            return;
        }

        Append(path, [.. Leaves(value)], [new("paths", string.Join(";", leaves.Select(l => path + l.Path))), new("creation", Creation(s, element.Syntax))]);

        void Append(string at, int[] values, IrAttribute[] attributes)
        {
            IEnumerable<IrAttribute> all = at.Length == 0 ? attributes : attributes.Prepend(new IrAttribute("path", at));
            _builder.Append(IrOp.Create("store", [element.Array, .. element.Indices, .. values], [], all, _builder.Span));
        }
    }

    /// <summary>How C# makes a struct of its numbers, fields of fields included, as a format.</summary>
    private static string Creation(StructType type, SyntaxNode? at) =>
        type.Create([.. type.Leaves().Select((_, i) => "{" + i.ToString(CultureInfo.InvariantCulture) + "}")])?.Replace("{ ", "{{ ").Replace(" }", " }}")
        ?? throw new LoweringException("ADG0010", at, $"a value of {type.CSharp.Replace("global::", "")}, which cannot be made of its fields here", "give it a constructor that takes its fields by name, or settable fields");

    /// <summary>Writes to a place; the value of the assignment as an expression comes back.</summary>
    private int Write(Place place, int value)
    {
        if (IsObject(value) && place is not (LocalPlace or DiscardPlace))
        {
            throw Lost(null);
        }

        switch (place)
        {
            case LocalPlace local:
                Assign(local.Symbol, value);
                break;
            case ElementPlace element:
                _builder.Span = Span(element.Syntax);
                if (_builder.TypeOf(element.Array) is ArrayType { Element: ArrayType })
                {
                    throw new LoweringException("ADG0010", element.Syntax, "an array that is stored in another array", "copy its elements");
                }

                Store(element, "", element.Type, value);
                break;
            case AccessorPlace property:
                Set(property, value);
                break;
            case ValuePlace sink:
                sink.Value = value;
                break;
            case ReferencePlace reference:
                AtPlace(reference, at =>
                {
                    Write(at, value);
                    return null;
                });
                break;
            case FieldPlace field when WithinElement(field) is { } element && CanSet(field):
                _builder.Span = Span(element.Syntax);
                Store(element, PathOf(field), field.Type, value);
                break;
            case FieldPlace { Owner: ReferencePlace reference } field:
                AtPlace(reference, at =>
                {
                    Write(new FieldPlace(at, field.Name, field.Type), value);
                    return null;
                });
                break;
            case FieldPlace field:
                Write(field.Owner, WithField(Read(field.Owner), field.Name, value));
                break;
        }

        return value;
    }

    // The element that a field, or a field of a field, is a part of.
    private static ElementPlace? WithinElement(FieldPlace field) => field.Owner as ElementPlace ?? (field.Owner is FieldPlace inner ? WithinElement(inner) : null);

    private static string PathOf(Place place) => place is FieldPlace field ? PathOf(field.Owner) + "." + field.Name : "";

    private static bool CanSet(Place place) => place is not FieldPlace field
        || (CanSet(field.Owner) && field.Owner.Type is StructType s && s.Fields[IndexOf(s, field.Name)].CanSet);

    // x[i], x[i, j], x[^1] of arrays and spans; null for an indexer of anything else.
    private ElementPlace? Element(IOperation operation)
    {
        switch (operation)
        {
            case IArrayElementReferenceOperation element when element.Indices.All(i => i.Type?.SpecialType is not null and not SpecialType.None || IsIndex(i.Type)):
                int array = Expression(element.ArrayReference);
                int[] indices = [.. element.Indices.Select(i => Index(array, i))];
                return _builder.TypeOf(array) is ArrayType type ? new ElementPlace(array, indices.ToEquatable(), type.Element, element.Syntax) : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner, Arguments.Length: 1 } indexer when _types.TryRead(owner.Type) is ArrayType span:
                int spanId = Expression(owner);
                return new ElementPlace(spanId, EquatableArray.Of(Index(spanId, indexer.Arguments[0].Value)), span.Element, indexer.Syntax);
            case IImplicitIndexerReferenceOperation fromEnd when _types.TryRead(fromEnd.Instance.Type) is ArrayType span && IsIndex(fromEnd.Argument.Type):
                int base_ = Expression(fromEnd.Instance);
                return new ElementPlace(base_, EquatableArray.Of(Index(base_, fromEnd.Argument)), span.Element, fromEnd.Syntax);
            default:
                return null;
        }
    }

    private static bool IsIndex(ITypeSymbol? type) => type is { Name: "Index" } && Symbols.IsIn(type, "System");

    private static bool IsRange(ITypeSymbol? type) => type is { Name: "Range" } && Symbols.IsIn(type, "System");

    // An index, counted from the end with ^.
    private int Index(int array, IOperation index)
    {
        while (index is IConversionOperation { OperatorMethod: not null } implicitIndex && IsIndex(implicitIndex.Type))
        {
            index = implicitIndex.Operand;
        }

        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            int back = Expression(hat.Operand);
            return _builder.Op("sub", ScalarType.I32, [Length(array), back]);
        }

        if (IsIndex(index.Type))
        {
            throw new LoweringException("ADG0010", index.Syntax, "an index held in a variable of type System.Index", "write the index as a number, or with ^ in place");
        }

        return Expression(index);
    }

    private int Length(int array, int axis = 0) =>
        _builder.Op("length", ScalarType.I32, [array], ("axis", axis.ToString(CultureInfo.InvariantCulture)));

    /// <summary>x[a..b]: a span of the elements in between.</summary>
    private int Slice(IOperation owner, IOperation range, IOperation at)
    {
        int array = Expression(owner);
        if (range is not IRangeOperation written)
        {
            throw new LoweringException("ADG0010", range.Syntax, "a range held in a variable", "write the range in place");
        }

        int start = written.LeftOperand is null ? _builder.Constant("0", ScalarType.I32) : Index(array, written.LeftOperand);
        int end = written.RightOperand is null ? Length(array) : Index(array, written.RightOperand);
        int count = _builder.Op("sub", ScalarType.I32, [end, start]);

        // Of an array a range is a copy.
        return owner.Type is IArrayTypeSymbol ? CopyOf(at, Remember(_builder.Op("slice", (ArrayType)_builder.TypeOf(array) with { Kind = ArrayKind.Span }, [array, start, count]), array)) : Sliced(at, array, start, count);
    }

    // The members of arrays and spans: lengths, slices, clearing, filling, copying.
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
            }

            return null;
        }

        // x.AsSpan(start, length), as an extension of MemoryExtensions.
        if (method.Name == "AsSpan" && method.ContainingType is { Name: "MemoryExtensions" } && call.Arguments.All(a => a.Value.Type is IArrayTypeSymbol || a.Value.Type?.SpecialType == SpecialType.System_Int32))
        {
            int array = Expression(call.Arguments[0].Value);
            if (_builder.TypeOf(array) is not ArrayType)
            {
                return null;
            }

            int start = call.Arguments.Length > 1 ? Expression(call.Arguments[1].Value) : _builder.Constant("0", ScalarType.I32);
            int count = call.Arguments.Length > 2 ? Expression(call.Arguments[2].Value) : call.Arguments.Length > 1 ? _builder.Op("sub", ScalarType.I32, [Length(array), start]) : Length(array);
            return Sliced(call, array, start, count);
        }

        if (method is { Name: "CopyTo", ContainingType.Name: "MemoryExtensions" } && call.Arguments.Length == 2
            && call.Arguments.All(a => _types.TryRead(a.Value.Type) is ArrayType))
        {
            int from = Expression(call.Arguments[0].Value);
            Copy(call, from, Expression(call.Arguments[1].Value));
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
        if (((ArrayType)_builder.TypeOf(from)) is not { Rank: 1, Element: not ArrayType } type)
        {
            throw new LoweringException("ADG0010", at.Syntax, "a copy of an array of arrays, or of several dimensions", "copy its elements");
        }

        int length = Length(from);
        int copy = _builder.Op("alloc", new ArrayType(type.Element), [length]);
        _made.Add(copy);
        Elements(at, from, copy, length, _builder.Constant("0", ScalarType.I32));
        return copy;
    }

    // The first elements of one array, stored in another from a place on.
    private void Elements(IOperation at, int from, int to, int count, int start)
    {
        var element = ((ArrayType)_builder.TypeOf(from)).Element;
        Counted(at.Syntax, count, i =>
            Store(new ElementPlace(to, EquatableArray.Of(_builder.ConstantOf(start) == "0" ? i : _builder.Op("add", ScalarType.I32, [start, i])), element, at.Syntax), "", element, Load(from, [i], element, "")));
    }

    private int Zero(IrType type) => type is StructType ? ZeroOf(type) : _builder.Op("zero", type, []);

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
        int zero = _builder.Constant("0", ScalarType.I32);
        var index = new IrValue(_builder.Id(), ScalarType.I32, "i");
        _builder.Types[index.Id] = index.Type;
        var ops = _builder.Capture(() =>
        {
            body(index.Id);
            _builder.Append(IrOp.Create("yield", [], []));
        });
        _builder.Append(IrOp.Create("for", [zero, count], [], [new("step", "1"), new("compare", "lt")], Span(syntax), [new IrBlock(EquatableArray.Of(index), ops.ToEquatable())]));
    }

    // new double[n, m], and with rows of elements written in place.
    private int NewRectangle(IOperation operation, ArrayType type, IReadOnlyList<IOperation> sizes, IReadOnlyList<IOperation>? rows)
    {
        int[] lengths = [.. sizes.Select(s => Converted(Expression(s), ScalarType.I32, operation))];
        var places = new List<(int[] Indices, IOperation Element)>();
        void Collect(IReadOnlyList<IOperation> elements, List<int> at)
        {
            for (int i = 0; i < elements.Count; i++)
            {
                List<int> here = [.. at, i];
                if (elements[i] is IArrayInitializerOperation row)
                {
                    Collect(row.ElementValues, here);
                }
                else
                {
                    places.Add(([.. here], elements[i]));
                }
            }
        }

        Collect(rows ?? [], []);
        int[] values = [.. places.Select(p => Expression(p.Element))];
        _builder.Span = Span(operation.Syntax);
        int array = _builder.Op("alloc", type, lengths);
        _made.Add(array);
        for (int i = 0; i < values.Length; i++)
        {
            int[] indices = [.. places[i].Indices.Select(k => _builder.Constant(k.ToString(CultureInfo.InvariantCulture), ScalarType.I32))];
            Store(new ElementPlace(array, indices.ToEquatable(), type.Element, places[i].Element.Syntax), "", type.Element, values[i]);
        }

        return array;
    }

    // [a, .. b, c]: the values and arrays first, from left to right, then the elements.
    private int WithSpreads(ICollectionExpressionOperation collection, ArrayType type)
    {
        if (type.Element is ArrayType)
        {
            throw new LoweringException("ADG0010", collection.Syntax, "an array of arrays made inside of the method", "use one array and compute the index, a rectangular array, or pass the array in");
        }

        var parts = new List<(int Value, bool IsSpread, IOperation At)>();
        foreach (var element in collection.Elements)
        {
            parts.Add(element is not ISpreadOperation spread ? (Expression(element), false, element)
                : _types.TryRead(Unconverted(spread.Operand).Type) is ArrayType { Rank: 1 } from && from.Element.Equals(type.Element) ? (Expression(Unconverted(spread.Operand)), true, element)
                : throw Unsupported(element));
        }

        _builder.Span = Span(collection.Syntax);
        int single = parts.Count(p => !p.IsSpread);
        int total = parts.Where(p => p.IsSpread).Select(p => Length(p.Value)).Aggregate((a, b) => _builder.Op("add", ScalarType.I32, [a, b]));
        total = single == 0 ? total : _builder.Op("add", ScalarType.I32, [total, _builder.Constant(single.ToString(CultureInfo.InvariantCulture), ScalarType.I32)]);
        int array = _builder.Op("alloc", type, [total]);
        _made.Add(array);

        // The place of the next element: a number, after what spreads have filled.
        int fixedPart = 0;
        int? filled = null;
        int Next()
        {
            int ahead = _builder.Constant(fixedPart.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
            return filled is not { } before ? ahead : fixedPart == 0 ? before : _builder.Op("add", ScalarType.I32, [before, ahead]);
        }

        foreach (var (value, isSpread, at) in parts)
        {
            if (!isSpread)
            {
                Store(new ElementPlace(array, EquatableArray.Of(Next()), type.Element, at.Syntax), "", type.Element, value);
                fixedPart++;
                continue;
            }

            int length = Length(value);
            Elements(at, value, array, length, Next());
            filled = filled is { } before ? _builder.Op("add", ScalarType.I32, [before, length]) : length;
        }

        return array;
    }

    // new double[n], new double[] { a, b }, [a, b], stackalloc double[n].
    private int NewArray(IOperation operation, ArrayType type, IReadOnlyList<IOperation> sizes, IReadOnlyList<IOperation>? elements)
    {
        if (type.Element is ArrayType)
        {
            throw new LoweringException("ADG0010", operation.Syntax, "an array of arrays made inside of the method", "use one array and compute the index, a rectangular array, or pass the array in");
        }

        if (type.Rank > 1)
        {
            return NewRectangle(operation, type, sizes, elements);
        }

        int length = elements is null ? Expression(sizes[0]) : _builder.Constant(elements.Count.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
        length = Converted(length, ScalarType.I32, operation);
        int[] values = [.. (elements ?? []).Select(Expression)];
        _builder.Span = Span(operation.Syntax);
        int array = _builder.Op("alloc", type, [length]);
        _made.Add(array);
        for (int i = 0; i < values.Length; i++)
        {
            int index = _builder.Constant(i.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
            _builder.Span = Span(elements![i].Syntax);
            Store(new ElementPlace(array, EquatableArray.Of(index), type.Element, operation.Syntax), "", type.Element, values[i]);
        }

        return array;
    }
}
