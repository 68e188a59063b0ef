using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    /// <summary>Sections in order, the default last, each the else of the one before.</summary>
    private void Switch(ISwitchOperation choice)
    {
        int value = Expression(choice.Value);
        var sections = choice.Cases.OrderBy(c => c.Clauses.Any(k => k is IDefaultCaseClauseOperation) ? 1 : 0).ToList();
        Within(choice, () => Section(0));
        Arrive(ExitCode.EndSwitch);

        void Section(int index)
        {
            if (index == sections.Count)
            {
                return;
            }

            var section = sections[index];
            if (section.Clauses.Any(c => c is IDefaultCaseClauseOperation))
            {
                StatementList(section.Body);
                return;
            }

            int matches = Any(section.Clauses, 0);
            Merge(section.Syntax, matches, () =>
            {
                StatementList(section.Body);
                return null;
            }, () =>
            {
                Section(index + 1);
                return null;
            });
        }

        int Any(IReadOnlyList<ICaseClauseOperation> clauses, int index)
        {
            int first = Clause(clauses[index]);
            return index + 1 == clauses.Count ? first
                : Merge(clauses[index].Syntax, first, () => _builder.Constant("true", ScalarType.Bool), () => Any(clauses, index + 1))!.Value;
        }

        int Clause(ICaseClauseOperation clause) => clause switch
        {
            ISingleValueCaseClauseOperation single => Equal(value, single.Value),
            IPatternCaseClauseOperation pattern => Guard(Matches(value, pattern.Pattern), pattern.Guard),
            _ => throw Unsupported(clause),
        };
    }

    private int SwitchExpression(ISwitchExpressionOperation choice)
    {
        int value = Expression(choice.Value);
        return Arm(0);

        int Arm(int index)
        {
            var arm = choice.Arms[index];
            if (arm.Pattern is IDiscardPatternOperation && arm.Guard is null)
            {
                return Expression(arm.Value);
            }

            int matches = Guard(Matches(value, arm.Pattern), arm.Guard);
            if (index + 1 == choice.Arms.Length && !choice.IsExhaustive)
            {
                throw new LoweringException("ADG0010", choice.Syntax, "a switch expression that may match no arm", "add an arm '_ => ...'");
            }

            return index + 1 == choice.Arms.Length
                ? Expression(arm.Value)
                : Merge(arm.Syntax, matches, () => OrThrow(() => Expression(arm.Value)), () => OrThrow(() => Arm(index + 1)))
                    ?? throw new LoweringException("ADG0010", choice.Syntax, "a switch expression of which every arm throws", "write a throw statement");
        }
    }

    private int Guard(int matches, IOperation? guard) =>
        guard is null ? matches : Merge(guard.Syntax, matches, () => Expression(guard), () => _builder.Constant("false", ScalarType.Bool))!.Value;

    private int Equal(int value, IOperation constant)
    {
        int right = Expression(constant);
        return _builder.Op("eq", ScalarType.Bool, [value, right]);
    }

    /// <summary>Whether a value matches a pattern; what the pattern declares gets its value.</summary>
    private int Matches(int value, IPatternOperation pattern)
    {
        _builder.Span = Span(pattern.Syntax);
        if (IsNullable(value) && pattern is IConstantPatternOperation or IRelationalPatternOperation or IRecursivePatternOperation or ITypePatternOperation or IDeclarationPatternOperation { MatchesNull: false })
        {
            return NullableMatches(value, pattern);
        }

        switch (pattern)
        {
            case IConstantPatternOperation { Value: var nothing } when IsNull(nothing) && IsObject(value):
                return False();
            case IConstantPatternOperation { Value: var absent } when IsNull(absent) && _builder.TypeOf(value) is TensorType tensor:
                int none = _builder.Op("literal", tensor, [], ("text", "null"));
                return _builder.Op("eq", ScalarType.Bool, [value, none]);
            case IConstantPatternOperation constant:
                // NaN matches NaN in a pattern, unlike with ==.
                return constant.Value.ConstantValue.Value is double.NaN or float.NaN ? _builder.Op("ne", ScalarType.Bool, [value, value]) : Equal(value, constant.Value);
            case IRelationalPatternOperation relational:
                int right = Expression(relational.Value);
                return Operator(relational, relational.OperatorKind, null, value, right, ScalarType.Bool);
            case IDiscardPatternOperation:
                return True();
            case IDeclarationPatternOperation { MatchesNull: true } or IDeclarationPatternOperation { MatchedType.IsValueType: true }:
                if (((IDeclarationPatternOperation)pattern).DeclaredSymbol is { } declared)
                {
                    Assign(declared, value);
                }

                return True();
            case ITypePatternOperation { MatchedType.IsValueType: true } or IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0, MatchedType.IsValueType: true }:
                if (pattern is IRecursivePatternOperation { DeclaredSymbol: { } held })
                {
                    Assign(held, value);
                }

                return True();

            // { } of a reference: it is not null.
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } something when SymbolEqualityComparer.Default.Equals(something.MatchedType, something.InputType):
                int there = IsObject(value) ? True() : IsThere(value, pattern);
                if (something.DeclaredSymbol is { } named)
                {
                    Assign(named, value);
                }

                return there;
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, DeclaredSymbol: null } lengths when _builder.TypeOf(value) is ArrayType { Rank: 1 } array
                && lengths.PropertySubpatterns.All(p => p.Member is IPropertyReferenceOperation { Property.Name: "Length" }):
                int Lengths() => All([.. lengths.PropertySubpatterns.Select(p => (Length(value), p.Pattern))], 0);
                return array.IsSpan || lengths.Parent is ISlicePatternOperation ? Lengths() : Merge(pattern.Syntax, IsThere(value, pattern), () => Lengths(), () => False())!.Value;
            case IRecursivePatternOperation parts when (IsStruct(value) || IsObject(value)) && SymbolEqualityComparer.Default.Equals(parts.MatchedType, Underlying(parts.InputType)):
                if (parts.DeclaredSymbol is { } whole)
                {
                    Assign(whole, value);
                }

                return All([.. Parts(value, parts)], 0);
            case IListPatternOperation list when _builder.TypeOf(value) is ArrayType { Rank: 1 }:
                return ListMatches(value, list);
            case INegatedPatternOperation negated:
                return _builder.Op("not", ScalarType.Bool, [Matches(value, negated.Pattern)]);
            case IBinaryPatternOperation both when both.OperatorKind == BinaryOperatorKind.And:
                return Merge(pattern.Syntax, Matches(value, both.LeftPattern), () => Matches(value, both.RightPattern), () => _builder.Constant("false", ScalarType.Bool))!.Value;
            case IBinaryPatternOperation either:
                return Merge(pattern.Syntax, Matches(value, either.LeftPattern), () => True(), () => Matches(value, either.RightPattern))!.Value;
            default:
                throw Unsupported(pattern);
        }
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) => IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    private int All(IReadOnlyList<(int Value, IPatternOperation Pattern)> parts, int index) =>
        index == parts.Count ? _builder.Constant("true", ScalarType.Bool)
        : index == parts.Count - 1 ? Matches(parts[index].Value, parts[index].Pattern)
        : Merge(parts[index].Pattern.Syntax, Matches(parts[index].Value, parts[index].Pattern), () => All(parts, index + 1), () => _builder.Constant("false", ScalarType.Bool))!.Value;

    // [p, .., q]: the length first, then each element from left to right.
    private int ListMatches(int array, IListPatternOperation list)
    {
        int Number(int n) => _builder.Constant(n.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarType.I32);
        int sliceAt = list.Patterns.Select((p, i) => (p, i)).Where(x => x.p is ISlicePatternOperation).Select(x => x.i).DefaultIfEmpty(-1).First();
        int count = list.Patterns.Length - (sliceAt < 0 ? 0 : 1);
        var type = (ArrayType)_builder.TypeOf(array);
        int length = Length(array);

        // A span is taken before the length is known to fit, empty where it does not: it is the same on every path.
        int? span = null;
        if (sliceAt >= 0 && list.Patterns[sliceAt] is ISlicePatternOperation { Pattern: not null } && type.IsSpan)
        {
            int zero = Number(0), least = Number(count);
            int from = _builder.Op("select", ScalarType.I32, [length, least, Number(sliceAt), zero], ("compare", "ge"));
            int rest = _builder.Op("select", ScalarType.I32, [length, least, _builder.Op("sub", ScalarType.I32, [length, least]), zero], ("compare", "ge"));
            span = Remember(_builder.Op("slice", type, [array, from, rest]), array);
        }

        int Element(int i)
        {
            int index = sliceAt < 0 || i < sliceAt ? Number(i) : _builder.Op("sub", ScalarType.I32, [length, Number(list.Patterns.Length - i)]);
            return Load(array, [index], type.Element, "");
        }

        int From(int i)
        {
            _builder.Span = Span(list.Syntax);
            if (i == list.Patterns.Length)
            {
                if (list.DeclaredSymbol is { } whole)
                {
                    Assign(whole, array);
                }

                return True();
            }

            if (list.Patterns[i] is ISlicePatternOperation { Pattern: null } or IDiscardPatternOperation)
            {
                return From(i + 1);
            }

            int part;
            IPatternOperation pattern;
            if (list.Patterns[i] is ISlicePatternOperation { Pattern: { } inner } slice)
            {
                (part, pattern) = (span ?? CopyOf(slice, Remember(_builder.Op("slice", type with { Kind = ArrayKind.Span }, [array, Number(i), _builder.Op("sub", ScalarType.I32, [length, Number(count)])]), array)), inner);
            }
            else
            {
                (part, pattern) = (Element(i), list.Patterns[i]);
            }

            int matches = Matches(part, pattern);
            return Merge(list.Syntax, matches, () => From(i + 1), () => False())!.Value;
        }

        int fits = _builder.Op(sliceAt < 0 ? "eq" : "ge", ScalarType.Bool, [length, Number(count)]);
        return sliceAt >= 0 && count == 0 ? From(0) : Merge(list.Syntax, fits, () => From(0), () => False())!.Value;
    }

    // (p, q) and { X: p } of tuples and structs: what each part is compared with.
    private IEnumerable<(int Value, IPatternOperation Pattern)> Parts(int value, IRecursivePatternOperation pattern)
    {
        var positions = pattern.DeconstructionSubpatterns.Length == 0 ? [] : Deconstructed(value, pattern.DeconstructSymbol as IMethodSymbol, pattern.DeconstructionSubpatterns.Length, pattern);
        return positions.Zip(pattern.DeconstructionSubpatterns, (v, p) => (v, p)).Concat(pattern.PropertySubpatterns.Select(p => (Field(p), p.Pattern)));

        int Field(IPropertySubpatternOperation part) => part.Member switch
        {
            IMemberReferenceOperation member when IsObject(value) => ObjectOf(value).Type.Fields.Any(f => f.Name == member.Member.Name) ? Read(MemberPlace(value, member))
                : member is IPropertyReferenceOperation { Property.GetMethod: { } getter } && Symbols.IsDifferentiable(getter) ? Call(member, getter, value, []) : throw Unsupported(pattern),
            IFieldReferenceOperation { Field: var field } => FieldOf(value, (field.CorrespondingTupleField ?? field).Name),
            IPropertyReferenceOperation { Property: var property } when Parts(value).Type.Fields.Any(f => f.Name == property.Name) => FieldOf(value, property.Name),
            _ => throw Unsupported(pattern),
        };
    }
}
