using System.Globalization;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Operators of numbers, of enums and of nullable values, and the assignments that are made with them.
internal sealed partial class FunctionLowering
{
    private int Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && binary.OperatorMethod is null)
        {
            bool and = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
            int Known() => _builder.Constant(and ? "false" : "true", ScalarType.Bool);
            return Conditional(binary.Syntax, binary.LeftOperand,
                () => and ? Expression(binary.RightOperand) : Known(), () => and ? Known() : Expression(binary.RightOperand));
        }

        // x == null, of an array: what is compared is the reference.
        if (binary is { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null })
        {
            var (one, other) = (Unconverted(binary.LeftOperand), Unconverted(binary.RightOperand));
            if ((IsNull(binary.RightOperand) ? binary.LeftOperand : IsNull(binary.LeftOperand) ? binary.RightOperand : null) is { } optional && IsNullable(optional.Type))
            {
                int has = IsThere(Expression(optional), binary);
                return binary.OperatorKind == BinaryOperatorKind.NotEquals ? has : _builder.Op("not", ScalarType.Bool, [has]);
            }

            var tested = one.ConstantValue is { HasValue: true, Value: null } ? other : other.ConstantValue is { HasValue: true, Value: null } ? one : null;
            if (tested is { Type: INamedTypeSymbol { IsReferenceType: true } named } && StructReader.TryReadClass(named, _types) is not null && IsObject(Expression(tested)))
            {
                // An object that is known is there: a derivative checks that first.
                return binary.OperatorKind == BinaryOperatorKind.Equals ? False() : True();
            }

            if (one.Type is IArrayTypeSymbol && other.Type is IArrayTypeSymbol && tested is null)
            {
                throw new LoweringException("ADG0010", binary.Syntax, "a comparison of two arrays, which asks whether they are one", "compare their elements, or decide outside and pass the answer in");
            }

            if (tested is { Type: IArrayTypeSymbol } array)
            {
                int reference = Expression(array);
                _builder.Span = Span(binary.Syntax);
                int nothing = _builder.Op("literal", _builder.TypeOf(reference), [], ("text", "null"));
                return _builder.Op(binary.OperatorKind == BinaryOperatorKind.Equals ? "eq" : "ne", ScalarType.Bool, [reference, nothing]);
            }
        }

        int left = Expression(binary.LeftOperand);
        int right = Expression(binary.RightOperand);
        if (binary.IsLifted)
        {
            return Lifted(binary, binary.OperatorKind, binary.OperatorMethod, left, right, TypeOf(binary));
        }

        return Operator(binary, binary.OperatorKind, binary.OperatorMethod, left, right, TypeOf(binary));
    }

    private int Operator(IOperation at, BinaryOperatorKind kind, IMethodSymbol? method, int left, int right, IrType type)
    {
        _builder.Span = Span(at.Syntax);
        method = Implementation(method, ConstrainedTo(at)) ?? method;
        string code = kind switch
        {
            BinaryOperatorKind.Add => "add",
            BinaryOperatorKind.Subtract => "sub",
            BinaryOperatorKind.Multiply => "mul",
            BinaryOperatorKind.Divide => "div",
            BinaryOperatorKind.Remainder => "rem",
            BinaryOperatorKind.LessThan => "lt",
            BinaryOperatorKind.LessThanOrEqual => "le",
            BinaryOperatorKind.GreaterThan => "gt",
            BinaryOperatorKind.GreaterThanOrEqual => "ge",
            BinaryOperatorKind.Equals => "eq",
            BinaryOperatorKind.NotEquals => "ne",
            BinaryOperatorKind.And => "and",
            BinaryOperatorKind.Or => "or",
            BinaryOperatorKind.ExclusiveOr => "xor",
            BinaryOperatorKind.LeftShift => "shl",
            BinaryOperatorKind.RightShift => "shr",
            BinaryOperatorKind.UnsignedRightShift => "ushr",
            _ => throw Unsupported(at),
        };
        if (at is IBinaryOperation or ICompoundAssignmentOperation && VectorOperator(at, method, code, left, right) is { } vector)
        {
            return vector;
        }

        if (method is not null && Symbols.IsDifferentiable(method))
        {
            return Call(at, method, -1, [left, right], at is IBinaryOperation { IsLifted: true } or ICompoundAssignmentOperation { IsLifted: true } ? type : null);
        }

        var operands = new[] { _builder.TypeOf(left), _builder.TypeOf(right) };
        bool arithmetic = code is "add" or "sub" or "mul" or "div";
        if (operands.Any(t => t is TensorType))
        {
            // The operators of Tensor<T> are extension members of System.Numerics.Tensors.
            if (arithmetic && method is not null && Symbols.IsIn(method, "System.Numerics.Tensors"))
            {
                return _builder.Op(code, type, [left, right]);
            }

            throw new LoweringException("ADG0008", at.Syntax, "of tensors");
        }

        if (method is not null && !Symbols.IsIn(method, "System.Numerics") && !operands.All(t => t is OpaqueType or ScalarType { IsFloating: false }))
        {
            throw new LoweringException("ADG0008", at.Syntax, "that a type defines itself");
        }

        // Text concatenation and the like is no arithmetic; enums are compared and joined like the numbers that they are.
        return operands.Any(t => t is OpaqueType or ModelType) && code is not ("eq" or "ne") && !IsOfEnums(at)
            ? throw new LoweringException("ADG0008", at.Syntax, "of something other than numbers and tensors")
            : _builder.Op(code, type, [left, right], Checked(at, type));
    }

    private static bool IsEnum(ITypeSymbol? type) => type?.TypeKind == TypeKind.Enum || (IsNullable(type) && ((INamedTypeSymbol)type!).TypeArguments[0].TypeKind == TypeKind.Enum);

    private static bool IsOfEnums(IOperation at) => at switch
    {
        IBinaryOperation binary => IsEnum(binary.LeftOperand.Type) || IsEnum(binary.RightOperand.Type),
        ICompoundAssignmentOperation compound => IsEnum(compound.Target.Type),
        IRelationalPatternOperation relational => IsEnum(relational.InputType),
        _ => false,
    };

    // An overflow that the author has checked must throw in the derivative too.
    private static (string Name, string Text)[] Checked(IOperation at, IrType type) =>
        type is ScalarType { Kind: ScalarKind.Integer }
            && at is IBinaryOperation { IsChecked: true } or IUnaryOperation { IsChecked: true } or IConversionOperation { IsChecked: true }
                or ICompoundAssignmentOperation { IsChecked: true } or IIncrementOrDecrementOperation { IsChecked: true }
            && at.SemanticModel?.Compilation.Options is CSharpCompilationOptions { CheckOverflow: false }
            ? [("checked", "true")]
            : [];

    private int Unary(IUnaryOperation unary)
    {
        int operand = Expression(unary.Operand);
        _builder.Span = Span(unary.Syntax);
        if (IsNullable(operand) && unary is { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Minus or UnaryOperatorKind.Plus } && _builder.TypeOf(operand) is StructType optional)
        {
            return unary.OperatorKind == UnaryOperatorKind.Plus ? operand
                : optional.Fields[1].Type is not ScalarType ? throw new LoweringException("ADG0008", unary.Syntax, "of nullable values that is not arithmetic") : Struct(optional, [HasValue(operand), _builder.Op("neg", optional.Fields[1].Type, [Held(operand)], Checked(unary, optional.Fields[1].Type))]);
        }

        if (unary.IsLifted && unary.OperatorMethod is { } lifted && IsNullable(operand) && Symbols.IsDifferentiable(lifted))
        {
            return Merge(unary.Syntax, HasValue(operand), () => Converted(Call(unary, lifted, -1, [Held(operand)], _types.TryRead(lifted.ReturnType)), TypeOf(unary), unary), () => ZeroOf(TypeOf(unary)))!.Value;
        }

        if (IsStruct(operand))
        {
            return StructReader.VectorFields(unary.Type) is not null && unary.OperatorKind == UnaryOperatorKind.Minus ? Componentwise("neg", operand)
                : (Implementation(unary.OperatorMethod, unary.ConstrainedToType) ?? unary.OperatorMethod) is { } negation && Symbols.IsDifferentiable(negation) ? Call(unary, negation, -1, [operand])
                : throw new LoweringException("ADG0008", unary.Syntax, "that a type defines itself");
        }

        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => _builder.Op("neg", TypeOf(unary), [operand], Checked(unary, TypeOf(unary))),
            UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation => _builder.Op("not", TypeOf(unary), [operand]),
            _ => throw Unsupported(unary),
        };
    }

    // x op= e reads x, then evaluates e, then converts both as the operator asks and the result back.
    private int Compound(ICompoundAssignmentOperation compound)
    {
        var place = PlaceOf(compound.Target);
        int left = Read(place);
        int right = Expression(compound.Value);
        var target = place.Type;
        if (compound.OperatorMethod is { IsStatic: false } changing && Symbols.IsDifferentiable(changing))
        {
            Call(compound, changing, left, [right], back: [place]);
            return compound.Parent is IExpressionStatementOperation ? left : Read(place);
        }

        if ((compound.OperatorMethod is null || compound.IsLifted) && (IsNullable(left) || IsNullable(right)))
        {
            return Write(place, Converted(Lifted(compound, compound.OperatorKind, compound.OperatorMethod, left, right, target), target, compound));
        }

        // The operator's own type: what both sides are brought to before it is applied.
        var common = target is TensorType || _builder.TypeOf(right) is TensorType ? target
            : compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift ? target
            : _builder.TypeOf(right);

        // An operator that a struct or a vector has: what it takes and gives is written in its signature.
        if (compound.OperatorMethod is { IsStatic: true, Parameters.Length: 2 } own && (IsStruct(left) || IsStruct(right)))
        {
            if (compound.InConversion.IsUserDefined || compound.OutConversion.IsUserDefined)
            {
                throw new LoweringException("ADG0008", compound.Syntax, "that converts between types of its own");
            }

            left = IsStruct(left) || _types.TryRead(own.Parameters[0].Type) is not { } taken ? left : Converted(left, taken, compound.Target);
            return Write(place, Converted(Operator(compound, compound.OperatorKind, own, left, right, target), target, compound));
        }

        int result = Operator(compound, compound.OperatorKind, compound.OperatorMethod, Converted(left, common, compound.Target), right, common);
        return Write(place, Converted(result, target, compound));
    }

    private int Increment(IIncrementOrDecrementOperation increment)
    {
        var place = PlaceOf(increment.Target);
        int before = Read(place);
        if (increment.OperatorMethod is { } own && Symbols.IsDifferentiable(own))
        {
            if (!own.IsStatic)
            {
                Call(increment, own, before, [], back: [place]);
                return increment.IsPostfix ? before : Read(place);
            }

            int next = Call(increment, own, -1, [before]);
            Write(place, next);
            return increment.IsPostfix ? before : next;
        }

        if (IsEnum(increment.Target.Type) && _builder.TypeOf(before) is OpaqueType member)
        {
            int moved = _builder.Op(increment.Kind == OperationKind.Increment ? "add" : "sub", member, [before, _builder.Constant("1", ScalarType.I32)]);
            Write(place, moved);
            return increment.IsPostfix ? before : moved;
        }

        if (IsNullable(before) && _builder.TypeOf(before) is StructType { IsNullable: true } optional && optional.Fields[1].Type is ScalarType number)
        {
            int moved = Struct(optional, [HasValue(before), _builder.Op(increment.Kind == OperationKind.Increment ? "add" : "sub", number, [Held(before), _builder.Constant("1", number)], Checked(increment, number))]);
            Write(place, moved);
            return increment.IsPostfix ? before : moved;
        }

        if (_builder.TypeOf(before) is not ScalarType type)
        {
            throw Unsupported(increment);
        }

        int after = _builder.Op(increment.Kind == OperationKind.Increment ? "add" : "sub", type, [before, _builder.Constant("1", type)], Checked(increment, type));
        Write(place, after);
        return increment.IsPostfix ? before : after;
    }
}
