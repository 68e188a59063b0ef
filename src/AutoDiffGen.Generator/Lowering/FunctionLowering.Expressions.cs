using System.Globalization;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    /// <summary>Lowers an expression in C#'s order of evaluation; the id of its value comes back.</summary>
    private int Expression(IOperation operation) => Standing(Evaluated(operation), operation);

    private int Evaluated(IOperation operation)
    {
        _builder.Span = Span(operation.Syntax);
        if (operation.ConstantValue.HasValue && operation.Kind is not OperationKind.SimpleAssignment && Constant(operation) is { } constant)
        {
            return constant;
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Expression(parenthesized.Operand);
            case ILocalReferenceOperation or IInvocationOperation when IsParts(operation.Type) && Outside(operation) is not IVariableInitializerOperation:
                throw NotParts(operation);
            case ILocalReferenceOperation local:
                return Local(local.Local, local.Syntax);
            case IParameterReferenceOperation parameter:
                return Parameter(parameter);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self when _values.TryGetValue(_method.ContainingType, out int receiver) && self.Type!.IsValueType:
                return receiver;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when _this != -1:
                return _this;
            case ITupleOperation tuple:
                return Tuple(tuple);
            case IObjectCreationOperation creation when IsNullable(creation.Type) && TypeOf(creation) is StructType optional:
                return creation.Arguments.Length == 0 ? ZeroOf(optional) : Some(optional, Converted(Expression(creation.Arguments[0].Value), optional.Fields[1].Type, creation));
            case IObjectCreationOperation creation when StructCreation(creation) is { } created:
                return created;
            case IObjectCreationOperation { Type.IsReferenceType: true } creation when ObjectCreation(creation) is { } made:
                return made;
            case IObjectCreationOperation { Type.IsReferenceType: true } creation when TypeOf(creation) is OpaqueType:
                return InertCreation(creation);
            case IInterpolatedStringOperation text:
                return Text(text);
            case IWithOperation with:
                return With(with);
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IBinaryOperation { OperatorMethod: { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true, IsValueType: true } record } }:
                throw new LoweringException("ADG0010", operation.Syntax, $"the equality of the record {TypeReader.Shown(record)}", "compare the members one by one");
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                return IndexOf(fromEnd, Expression(fromEnd.Operand), true);
            case IUnaryOperation unary:
                return Unary(unary);
            case IConversionOperation { Operand: IThrowOperation thrown }:
                Throw(thrown);
                return -1;
            case IConversionOperation { Operand: IInvocationOperation { Instance: { } original, TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } } } when _types.TryRead(original.Type) is ArrayType:
                return CopyOf(operation, Expression(original));
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IConditionalOperation conditional:
                return Conditional(conditional.Syntax, conditional.Condition, () => Expression(conditional.WhenTrue), () => Expression(conditional.WhenFalse!));
            case ISimpleAssignmentOperation { IsRef: true } or IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } when IsNamed(operation):
                return Read(PlaceOf(operation));
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                var place = PlaceOf(assignment.Target);
                return Write(place, Expression(assignment.Value));
            case IDeconstructionAssignmentOperation { Target: ITupleOperation targets, Value: var source } when TupleElements(source) is { } parts && parts.Count == targets.Elements.Length && !targets.Elements.Any(e => Nested(e) is not null):
                Deconstruct(targets, parts);
                return -1;
            case IDeconstructionAssignmentOperation { Target: var target } deconstruction:
                DeconstructValue(target, deconstruction);
                return -1;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation when PartOf(operation) is { } part:
                return part;
            case IImplicitIndexerReferenceOperation ofTensor when LengthFromEnd(ofTensor) is { } length:
                return length;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation when ModuleItem(operation) is { } module:
                return module;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation when Element(operation) is { } element:
                return Read(element);
            case IArrayElementReferenceOperation ranged when ranged.Indices.Length == 1 && IsRange(ranged.Indices[0].Type):
                return Slice(ranged.ArrayReference, ranged.Indices[0], operation);
            case IImplicitIndexerReferenceOperation { Instance.Type.SpecialType: SpecialType.System_String } ofText:
                return OfText(ofText);
            case IImplicitIndexerReferenceOperation ranged when IsRange(ranged.Argument.Type):
                return Slice(ranged.Instance, ranged.Argument, operation);
            case IArrayCreationOperation creation when TypeOf(operation) is ArrayType type:
                return NewArray(operation, type, creation.DimensionSizes, creation.Initializer?.ElementValues);
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } stack when _types.TryRead(stack.Type) is ArrayType type:
                var given = (stack.Syntax as StackAllocArrayCreationExpressionSyntax)?.Initializer ?? (stack.Syntax as ImplicitStackAllocArrayCreationExpressionSyntax)?.Initializer;
                return NewArray(stack, type, [.. stack.ChildOperations], given is null ? null : StackElements(stack, given));
            case ICollectionExpressionOperation collection when TypeOf(operation) is ArrayType type && !collection.Elements.Any(e => e is ISpreadOperation):
                return NewArray(operation, type, [], collection.Elements);
            case ICollectionExpressionOperation collection when TypeOf(operation) is ArrayType type:
                return WithSpreads(collection, type);
            case IRangeOperation range:
                return Range(range);
            case ICoalesceOperation coalesce:
                return Coalesce(coalesce);
            case ICoalesceAssignmentOperation coalesce:
                return CoalesceAssignment(coalesce);
            case IConditionalAccessOperation access:
                return ConditionalAccess(access);
            case IConditionalAccessInstanceOperation when _accessed.Count > 0:
                return _accessed.Peek();
            case IIsTypeOperation { IsNegated: false } typed when IsNullable(typed.ValueOperand.Type) && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)typed.ValueOperand.Type!).TypeArguments[0], typed.TypeOperand):
                return HasValue(Expression(typed.ValueOperand));
            case ICompoundAssignmentOperation compound:
                return Compound(compound);
            case IIncrementOrDecrementOperation increment:
                return Increment(increment);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IDefaultValueOperation:
                return Default(operation);
            case ISwitchExpressionOperation choice:
                return SwitchExpression(choice);
            case IIsPatternOperation test:
                return Matches(Expression(test.Value), test.Pattern);
            case IThrowOperation thrown:
                Throw(thrown);
                return -1;
            case ITypeOfOperation or INameOfOperation or ISizeOfOperation:
                return _builder.Op("literal", TypeOf(operation), [], ("text", _names.Text(operation.Syntax.ToString())));
            case IInvalidOperation when GeneratedMemberName(operation.Syntax) is { } member:
                throw new LoweringException("ADG0203", operation.Syntax, member, Base(member));
            default:
                throw Unsupported(operation);
        }
    }

    // Roslyn has no operation of its own for stackalloc: its elements are those children that stand in the initialiser.
    private static List<IOperation> StackElements(IOperation stack, InitializerExpressionSyntax initializer)
    {
        var inside = stack.Descendants().Where(o => initializer.Span.Contains(o.Syntax.Span)).ToList();
        return [.. initializer.Expressions.Select(e => inside.FirstOrDefault(o => o.Syntax.Span == e.Span) ?? throw Unsupported(stack))];
    }

    private int? Constant(IOperation operation)
    {
        object? value = operation.ConstantValue.Value;
        if (operation.Type is null)
        {
            return null;
        }

        var type = TypeOf(operation);
        if (type is StructType && value is null)
        {
            return ZeroOf(type);
        }

        if (type is not ScalarType scalar)
        {
            string text = value is null ? "null"
                : value is string s ? SymbolDisplay.FormatLiteral(s, quote: true)
                : EnumText(operation.Type, value);
            return _builder.Op("literal", type, [], ("text", text));
        }

        return _builder.Constant(NumberText(value), scalar);
    }

    private static string EnumText(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value)) is { } member
            ? TypeReader.Text(type) + "." + NameScope.Escape(member.Name)
            : $"({TypeReader.Text(type)})({Convert.ToString(value, CultureInfo.InvariantCulture)})";

    private static string NumberText(object? value) => value switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        char c => ((int)c).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "0",
    };

    private int Default(IOperation operation)
    {
        var type = TypeOf(operation);
        return type is StructType ? ZeroOf(type) : type is ScalarType scalar
            ? _builder.Constant(scalar.Kind == ScalarKind.Bool ? "false" : "0", scalar)
            : type is ArrayType ? Nothing(type)
            : _builder.Op("literal", type, [], ("text", $"default({((type as OpaqueType)?.CSharp ?? "object")})"));
    }

    // A local without a value follows from an error that was told already.
    private int Local(ISymbol local, SyntaxNode syntax) =>
        _values.TryGetValue(local, out int id) ? IsReference(id) ? Read(Resolve(id, syntax)) : id
        : _lost.Contains(local) ? throw Lost(syntax)
        : _diagnostics.Count > 0 ? throw LoweringException.Told
        : throw new LoweringException("ADG0010", syntax, $"the local '{local.Name}', which has no value here", "assign it on every path before it is read");

    private int Parameter(IParameterReferenceOperation reference)
    {
        if (_values.TryGetValue(reference.Parameter, out int id))
        {
            return IsReference(id) ? Read(Resolve(id, reference.Syntax)) : id;
        }

        // A parameter of the type's primary constructor is a field of the receiver.
        if (CapturePlace(reference) is { } captured)
        {
            return Read(captured);
        }

        if (_this >= 0 && reference.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return _builder.Op("field", TypeOf(reference), [_this], ("member", NameScope.Escape(reference.Parameter.Name)),
                ("private", $"{TypeReader.Text(_method.ContainingType)}|field|<{reference.Parameter.Name}>P"));
        }

        throw Unsupported(reference);
    }

    private FieldPlace? CapturePlace(IParameterReferenceOperation reference) =>
        _values.ContainsKey(_method.ContainingType) && reference.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && _types.TryRead(_method.ContainingType) is StructType self
            && self.Fields.FirstOrDefault(f => f.Name == Captures(reference.Parameter)) is { } field
            ? new FieldPlace(new LocalPlace(_method.ContainingType, self, reference.Syntax), field.Name, field.Type)
            : null;

    private int Conversion(IConversionOperation conversion)
    {
        if (IsNullable(conversion.Type) && IsNull(conversion.Operand))
        {
            return ZeroOf(TypeOf(conversion));
        }

        int operand = Expression(conversion.Operand);
        if (_dead)
        {
            // x ?? throw and its like: there is no value to convert.
            return operand;
        }

        _builder.Span = Span(conversion.Syntax);
        if (conversion.OperatorMethod is { } own && Symbols.IsDifferentiable(own))
        {
            return Call(conversion, own, -1, [operand]);
        }

        // A number where an index is asked for.
        if (conversion.OperatorMethod is { } indexing && IsIndex(indexing.ContainingType) && !IsStruct(operand))
        {
            return IndexOf(conversion, operand, false);
        }

        if (conversion.OperatorMethod is { } method && !Symbols.IsIn(method, "System"))
        {
            throw new LoweringException("ADG0008", conversion.Syntax, "that converts between types of its own");
        }

        return Converted(operand, TypeOf(conversion), conversion);
    }

    private int Converted(int id, IrType type, IOperation at) => (_builder.TypeOf(id), type) switch
    {
        var (from, to) when from.Equals(to) => id,
        (StructType { IsNullable: true }, StructType { IsNullable: true } to) => Struct(to, [HasValue(id), Converted(Held(id), to.Fields[1].Type, at)]),
        (_, StructType { IsNullable: true } to) => Some(to, Converted(id, to.Fields[1].Type, at)),
        (StructType { IsNullable: true }, _) => Converted(Unwrapped(id, at), type, at),
        (StructType from, StructType to) when from.Fields.Count == to.Fields.Count =>
            Struct(to, [.. Parts(id).Fields.Select((f, i) => Converted(f, to.Fields[i].Type, at))]),
        (ScalarType, ScalarType) => _builder.Op("convert", type, [id], Checked(at, type)),
        (OpaqueType, ScalarType) when at is IConversionOperation { Operand.Type: var given } && IsEnum(given) => _builder.Op("convert", type, [id], Checked(at, type)),
        (ScalarType or OpaqueType, OpaqueType) when at is IConversionOperation { Type: var wanted, Operand.Type: var given } && IsEnum(wanted) && (IsEnum(given) || given?.SpecialType is not SpecialType.None) => _builder.Op("convert", type, [id]),
        // Whole numbers as a sequence that a method reads.
        (ArrayType { IsSpan: false, IsDifferentiable: false }, OpaqueType) => id,
        (TensorType, TensorType) or (ArrayType, ArrayType) or (OpaqueType or ModelType, OpaqueType or ModelType) => id,
        // What is to become a number is at fault, not the number.
        (_, ScalarType) when at is IConversionOperation { Operand: { Type: { } source } operand } => throw new LoweringException("ADG0007", operand.Syntax, TypeReader.Shown(source)),
        _ => throw new LoweringException("ADG0007", at.Syntax, TypeReader.Shown(at.Type!)),
    };

    private int Conditional(SyntaxNode syntax, IOperation test, Func<int> whenTrue, Func<int> whenFalse)
    {
        int condition = Expression(test);
        return Merge(syntax, condition, () => OrThrow(whenTrue), () => OrThrow(whenFalse)) ?? throw new LoweringException("ADG0010", syntax, "a conditional expression of which both sides throw", "write a throw statement");
    }

    // A side that throws gives no value.
    private int? OrThrow(Func<int> side)
    {
        int value = side();
        return _dead ? null : value;
    }

    // Text for a message: the same interpolated string, of values that the derivative only passes through.
    private int Text(IInterpolatedStringOperation text)
    {
        var format = new System.Text.StringBuilder("$\"");
        var operands = new List<int>();
        foreach (var part in text.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal })
            {
                string escaped = SymbolDisplay.FormatLiteral(literal, quote: true);
                format.Append(escaped.Substring(1, escaped.Length - 2).Replace("{", "{{{{").Replace("}", "}}}}"));
            }
            else if (part is IInterpolationOperation hole)
            {
                string rest = (hole.Alignment is { } alignment ? "," + alignment.Syntax : "") + (hole.FormatString is { ConstantValue.Value: string layout } ? ":" + layout : "");
                format.Append("{{").Append('{').Append(operands.Count).Append('}').Append(rest).Append("}}");
                operands.Add(Expression(hole.Expression));
            }
            else
            {
                throw Unsupported(part);
            }
        }

        _builder.Span = Span(text.Syntax);
        var result = new IrValue(_builder.Id(), TypeOf(text));
        _builder.Append(IrOp.Create("inert_call", operands, [result], [new("target", format.Append('"').ToString()), new("kind", "text")], _builder.Span));
        return result.Id;
    }
}
