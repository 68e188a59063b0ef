using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// What may be nothing: a nullable number or struct is a struct of a truth value and what it holds, which is zero where
// there is nothing; a reference is compared with null.
internal sealed partial class FunctionLowering
{
    // What stands before the ?. whose rest is being read, innermost last.
    private readonly Stack<int> _accessed = new();

    private bool IsNullable(int id) => IsStruct(id) && Parts(id).Type.IsNullable;

    private int HasValue(int id) => Parts(id).Fields[0];

    private int Held(int id) => Parts(id).Fields[1];

    private static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsNull(IOperation value) => Unconverted(value).ConstantValue is { HasValue: true, Value: null };

    private int False() => _builder.Constant("false", ScalarType.Bool);

    private int True() => _builder.Constant("true", ScalarType.Bool);

    private int Some(StructType type, int value) => Struct(type, [True(), value]);

    /// <summary>What a nullable value holds; it throws where that is nothing.</summary>
    private int Unwrapped(int id, IOperation at)
    {
        Merge(at.Syntax, HasValue(id), () => null, () =>
        {
            _builder.Span = Span(at.Syntax);
            int message = _builder.Op("literal", new OpaqueType("string"), [], ("text", "\"Nullable object must have a value.\""));
            var exception = new IrValue(_builder.Id(), new OpaqueType("global::System.InvalidOperationException"));
            _builder.Append(IrOp.Create("inert_call", [message], [exception], [new("target", "global::System.InvalidOperationException"), new("kind", "new")], _builder.Span));
            _builder.Append(IrOp.Create("throw", [exception.Id], [], span: _builder.Span));
            _dead = true;
            return null;
        });
        return Held(id);
    }

    // A value of a struct that an object, a type or a call gives, taken apart member by member.
    private int Opened(int holder, IrType type)
    {
        int Member(string name, IrType member) => _builder.Op("field", member is StructType s ? new OpaqueType(s.CSharp) : member, [holder], ("member", Emit.NameScope.Escape(name)));
        return type is not StructType structure ? holder
            : Struct(structure, [.. structure.Fields.Select((f, i) => Opened(Member(structure.IsNullable && i == 1 ? "GetValueOrDefault()" : f.Name, f.Type), f.Type))]);
    }

    private int? NullableProperty(IPropertyReferenceOperation reference)
    {
        if (!IsNullable(reference.Instance?.Type))
        {
            return null;
        }

        int owner = Expression(reference.Instance!);
        return !IsNullable(owner) ? throw new LoweringException("ADG0007", reference.Syntax, TypeReader.Shown(reference.Instance!.Type!))
            : reference.Property.Name == "HasValue" ? HasValue(owner) : Unwrapped(owner, reference);
    }

    private int? NullableCall(IInvocationOperation call)
    {
        if (!IsNullable(call.Instance?.Type) || call.TargetMethod.Name != "GetValueOrDefault")
        {
            return null;
        }

        int owner = Expression(call.Instance!);
        if (!IsNullable(owner))
        {
            throw new LoweringException("ADG0007", call.Syntax, TypeReader.Shown(call.Instance!.Type!));
        }

        int otherwise = call.Arguments.Length == 0 ? ZeroOf(_builder.TypeOf(Held(owner))) : Expression(call.Arguments[0].Value);
        return Merge(call.Syntax, HasValue(owner), () => Held(owner), () => otherwise)!.Value;
    }

    // a ?? b, of nullable values and of references.
    private int Coalesce(ICoalesceOperation coalesce)
    {
        var type = TypeOf(coalesce);
        int value = Expression(coalesce.Value);
        return IsObject(value) ? value
            : Merge(coalesce.Syntax, IsThere(value, coalesce), () => Converted(IsNullable(value) && type is not StructType { IsNullable: true } ? Held(value) : value, type, coalesce), () => OrThrow(() => Expression(coalesce.WhenNull)))!.Value;
    }

    private int CoalesceAssignment(ICoalesceAssignmentOperation coalesce)
    {
        var place = PlaceOf(coalesce.Target);
        int value = Read(place);
        var type = TypeOf(coalesce);
        if (IsObject(value))
        {
            return value;
        }

        int Result(int given) => IsNullable(given) && type is not StructType { IsNullable: true } ? Held(given) : given;
        int There()
        {
            // On this path it is known that there is something, as it is after the other one.
            if (IsNullable(value) && place is LocalPlace)
            {
                Write(place, Some((StructType)place.Type, Held(value)));
            }

            return Result(value);
        }

        return Merge(coalesce.Syntax, IsThere(value, coalesce), () => There(), () => OrThrow(() =>
        {
            int given = Expression(coalesce.Value);
            return _dead ? -1 : Result(Write(place, Converted(given, place.Type, coalesce)));
        }))!.Value;
    }

    /// <summary>Whether a nullable value holds something, or a reference is not null.</summary>
    private int IsThere(int value, IOperation at)
    {
        if (IsNullable(value))
        {
            return HasValue(value);
        }

        if (_builder.TypeOf(value) is not (OpaqueType or ModelType or ArrayType { Kind: ArrayKind.Array }))
        {
            throw new LoweringException("ADG0010", at.Syntax, "a null test of something other than a nullable value, an array or an object", "test it outside of the method");
        }

        _builder.Span = Span(at.Syntax);
        int nothing = _builder.Op("literal", _builder.TypeOf(value), [], ("text", "null"));
        return _builder.Op("ne", ScalarType.Bool, [value, nothing]);
    }

    // a?.b
    private int ConditionalAccess(IConditionalAccessOperation access)
    {
        int owner = Expression(access.Operation);
        bool gives = access.Type is { SpecialType: not SpecialType.System_Void };
        int? Rest()
        {
            _accessed.Push(IsNullable(owner) ? Held(owner) : owner);
            try
            {
                if (!gives)
                {
                    ExpressionStatement(access.WhenNotNull);
                    return null;
                }

                return OrThrow(() => Converted(Expression(access.WhenNotNull), TypeOf(access), access));
            }
            finally
            {
                _accessed.Pop();
            }
        }

        return (IsObject(owner) ? Rest() : Merge(access.Syntax, IsThere(owner, access), Rest, () => gives ? Nothing(TypeOf(access)) : null)) ?? -1;
    }

    private int Nothing(IrType type) => type is StructType ? ZeroOf(type) : _builder.Op("literal", type, [], ("text", "null"));

    // An operator of nullable operands: nothing where one of them is nothing, but for equality.
    private int Lifted(IOperation at, BinaryOperatorKind kind, IMethodSymbol? method, int left, int right, IrType type)
    {
        (int Has, int Value) Of(int id) => IsNullable(id) ? (HasValue(id), Held(id)) : (True(), id);
        int Both(int a, int b) => _builder.TruthOf(a) == true ? b : _builder.TruthOf(b) == true ? a : _builder.Op("and", ScalarType.Bool, [a, b]);
        var (l, r) = (Of(left), Of(right));
        if (type is StructType { IsNullable: true } s && s.Fields[1].Type is ScalarType { Kind: ScalarKind.Bool })
        {
            throw new LoweringException("ADG0008", at.Syntax, "of nullable values that is not arithmetic");
        }

        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            bool equals = kind == BinaryOperatorKind.Equals;
            if (method is not null && !Symbols.IsDifferentiable(method) && IsStruct(l.Value))
            {
                throw new LoweringException("ADG0008", at.Syntax, "that a type defines itself");
            }

            if (_builder.TruthOf(l.Has) == false || _builder.TruthOf(r.Has) == false)
            {
                int has = _builder.TruthOf(l.Has) == false ? r.Has : l.Has;
                return equals ? _builder.Op("not", ScalarType.Bool, [has]) : has;
            }

            // An operator of a type's own need not be the opposite of the other one.
            int Alike()
            {
                int own = Operator(at, method is null ? BinaryOperatorKind.Equals : kind, method, l.Value, r.Value, ScalarType.Bool);
                return method is null || equals ? own : _builder.Op("not", ScalarType.Bool, [own]);
            }

            int alike = _builder.Op("eq", ScalarType.Bool, [l.Has, r.Has]);
            int same = Merge(at.Syntax, alike, () => Merge(at.Syntax, l.Has, () => Alike(), () => True()), () => False())!.Value;
            return equals ? same : _builder.Op("not", ScalarType.Bool, [same]);
        }

        int both = Both(l.Has, r.Has);
        if (type is not StructType { IsNullable: true } result)
        {
            return Merge(at.Syntax, both, () => Operator(at, kind, method, l.Value, r.Value, type), () => False())!.Value;
        }

        var inner = result.Fields[1].Type;
        return Merge(at.Syntax, both, () => Some(result, Operator(at, kind, method, l.Value, r.Value, inner)), () => ZeroOf(result))!.Value;
    }

    /// <summary>Whether a nullable value matches a pattern of what it holds.</summary>
    private int NullableMatches(int value, IPatternOperation pattern) =>
        pattern is IConstantPatternOperation { Value: var constant } && IsNull(constant)
            ? _builder.Op("not", ScalarType.Bool, [HasValue(value)])
            : Merge(pattern.Syntax, HasValue(value), () => Matches(Held(value), pattern), () => False())!.Value;
}
