using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    private int Invocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (MathFunctions.Code(method) is { } code)
        {
            return MathCall(call, code);
        }

        if (Creation(call) is { } created)
        {
            return created;
        }

        if (ArrayCall(call) is { } onArray)
        {
            return onArray;
        }

        if (TensorCall(call) is { } tensor)
        {
            return tensor;
        }

        if (GeneratedMember(method) is { } generated)
        {
            throw new LoweringException("ADG0203", call.Syntax, generated);
        }

        // A helper of a marked type that gives no number, and is not marked itself, has no derivative to be called.
        if (!Symbols.IsDifferentiable(method)
            || (!Symbols.HasAttribute(method, "DifferentiableAttribute") && _types.TryRead(method.ReturnType) is not (ScalarType or TensorType)))
        {
            return InertCall(call, TypeOf(call));
        }

        int receiver = call.Instance is null ? -1 : Expression(call.Instance);
        return Call(call, method, receiver, Arguments(call));
    }

    private int MathCall(IInvocationOperation call, string code)
    {
        var type = TypeOf(call);
        var arguments = Arguments(call);
        _builder.Span = Span(call.Syntax);
        if (code == "round" && arguments.Length > 1)
        {
            // Digits and mode are constants that the result's text repeats.
            var more = call.Arguments.Where(a => a.Parameter!.Ordinal > 0).OrderBy(a => a.Parameter!.Ordinal).Select(a => RoundArgument(a.Value));
            return _builder.Op("round", type, [arguments[0]], ("arguments", string.Join(", ", more)));
        }

        return _builder.Op(code, type, arguments);
    }

    private static string RoundArgument(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant }
        ? value.Type?.TypeKind == TypeKind.Enum ? EnumText(value.Type, constant) : constant.ToString() ?? "0"
        : throw new LoweringException("ADG0010", value.Syntax, "a rounding that is not constant", "write the digits and the mode as constants");

    // T.CreateChecked(x) and its like: a conversion, or a constant.
    private int? Creation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("CreateChecked" or "CreateSaturating" or "CreateTruncating") || call.Arguments.Length != 1
            || TypeOf(call) is not ScalarType type || !MathFunctions.IsNumberType(method.ContainingType))
        {
            return null;
        }

        var argument = call.Arguments[0].Value;
        if (argument.ConstantValue is { HasValue: true, Value: { } value } && type.IsFloating)
        {
            return _builder.Constant(NumberText(value), type);
        }

        int operand = Expression(argument);
        _builder.Span = Span(call.Syntax);
        return Converted(operand, type, call);
    }

    /// <summary>The arguments in the order of the parameters, evaluated in the order in which they are written.</summary>
    private int[] Arguments(IInvocationOperation call)
    {
        var result = new int[call.TargetMethod.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter!.RefKind is not RefKind.None)
            {
                throw new LoweringException("ADG0010", argument.Syntax, $"an argument passed by {TypeReader.Shown(argument.Parameter.RefKind)}", "return the value instead");
            }

            result[argument.Parameter.Ordinal] = Expression(argument.Value);
        }

        return result;
    }

    private int Call(IOperation at, IMethodSymbol method, int receiver, int[] arguments)
    {
        _builder.Span = Span(at.Syntax);
        if (method.DeclaringSyntaxReferences.Length == 0)
        {
            throw new LoweringException("ADG0012", at.Syntax, method.Name);
        }

        if (method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            throw new LoweringException("ADG0010", at.Syntax, $"a call of the virtual method '{method.Name}'", "call a method that is not virtual");
        }

        // A method with its own type parameters as arguments is the method itself: so recursion is seen, through others too.
        var typeParameters = CalleeReference.TypeParameters(method.OriginalDefinition);
        var typeArguments = CalleeReference.AllTypeArguments(method).Select((t, i) => TypeArgument(t, typeParameters[i], at)).ToEquatable();
        bool own = typeParameters.Zip(typeArguments, (p, a) => p.Name == a).All(same => same);
        var callee = new CalleeReference(method.OriginalDefinition.GetDocumentationCommentId()!, own ? EquatableArray<string>.Empty : typeArguments);
        _callees.Add(callee);
        var names = MemberNames.Of(method.OriginalDefinition);
        string type = method.IsStatic ? TypeReader.Text(method.ContainingType) : "";
        int[] operands = method.IsStatic ? arguments : [receiver, .. arguments];
        return _builder.Op("call", TypeOf(at), operands, ("callee", callee.Key), ("method", method.Name), ("marked", Symbols.HasAttribute(method.OriginalDefinition, "DifferentiableAttribute") ? "true" : "false"), ("type", type), ("instance", method.IsStatic ? "false" : "true"),
            ("primal", names.Primal), ("forward", names.Forward), ("reverse", names.Reverse),
            ("pushforward", (Symbols.Modes(method.OriginalDefinition) & DerivativeModes.Forward) != 0 ? names.Pushforward : ""));
    }

    private string TypeArgument(ITypeSymbol type, ITypeParameterSymbol parameter, IOperation at) =>
        _types.TryRead(type) is ScalarType { IsFloating: true } scalar ? scalar.CSharp
        : TypeReader.IsFloating(parameter) ? throw new LoweringException("ADG0007", at.Syntax, TypeReader.Shown(type))
        : TypeReader.Text(type);

    /// <summary>A call that is not differentiated: it runs once, in the forward pass. That no active value comes out is checked later.</summary>
    private int InertCall(IInvocationOperation call, IrType? type)
    {
        var method = call.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction)
        {
            throw new LoweringException("ADG0010", call.Syntax, "a call of a delegate or local function", "call a method");
        }

        if (Symbols.IsIn(method, "System.Numerics.Tensors"))
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of {method.ContainingType.Name}.{method.Name}", "use the functions of AutoDiffGen.Ops");
        }

        int receiver = call.Instance is null ? -1 : Expression(call.Instance);
        int[] arguments = Arguments(call);
        _builder.Span = Span(call.Syntax);
        string generic = method.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", method.TypeArguments.Select(TypeReader.Text)) + ">";
        string target = (method.IsStatic ? TypeReader.Text(method.ContainingType) + "." : "") + NameScope.Escape(method.Name) + generic;
        var attributes = new[] { new IrAttribute("target", target), new IrAttribute("kind", method.IsStatic ? "static" : "instance") };
        IrValue[] results = type is null ? [] : [new IrValue(_builder.Id(), type)];
        _builder.Append(IrOp.Create("inert_call", receiver >= 0 ? arguments.Prepend(receiver) : arguments, results, attributes, _builder.Span));
        return type is null ? -1 : results[0].Id;
    }

    // A member that this generator writes: asking for it inside a differentiable method is asking for a higher derivative.
    private static string? GeneratedMember(IMethodSymbol method) => method.ContainingType is { } type ? GeneratedMember(type, method.Name) : null;

    private static string? GeneratedMember(INamedTypeSymbol type, string name) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(m => Symbols.HasAttribute(m, "DifferentiableAttribute") && MemberNames.Suffixes.Any(s => name == m.Name + s)) ? name : null;

    private string? GeneratedMemberName(SyntaxNode syntax)
    {
        string? name = syntax switch
        {
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax id } => id.Identifier.Text,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.Text,
            _ => null,
        };
        return name is null ? null : GeneratedMember(_method.ContainingType, name);
    }
}
