using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Calls that are not differentiated: they run once, in the forward part, and no active value comes out of them.
internal sealed partial class FunctionLowering
{
    // new X(...) of a class: an object that the derivative only passes through.
    private int InertCreation(IObjectCreationOperation creation)
    {
        if (creation.Initializer is not null)
        {
            throw Unsupported(creation);
        }

        int[] arguments = [.. creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Expression(a.Value))];
        _builder.Span = Span(creation.Syntax);
        var result = new IrValue(_builder.Id(), TypeOf(creation));
        _builder.Append(IrOp.Create("inert_call", arguments, [result], [new("target", TypeReader.Text(creation.Type!)), new("kind", "new")], _builder.Span));
        return result.Id;
    }

    // Of a tensor or a model nothing is left to check: every member checks its arguments first. An array is only looked at.
    private bool NullCheck(IInvocationOperation call)
    {
        var value = call.Arguments.First(a => a.Parameter!.Ordinal == 0).Value;
        while (value is IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion.Operand;
        }

        if (_types.TryRead(value.Type) is not (TensorType or ModelType or ArrayType { IsSpan: false }))
        {
            return false;
        }

        int operand = Expression(value);
        if (_builder.TypeOf(operand) is ArrayType)
        {
            int name = Expression(call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value);
            _builder.Span = Span(call.Syntax);
            _builder.Append(IrOp.Create("inert_call", [operand, name], [],
                [new("target", TypeReader.Text(call.TargetMethod.ContainingType) + ".ThrowIfNull"), new("kind", "static"), new("reads", "true")], _builder.Span));
        }

        return true;
    }

    /// <summary>A call that is not differentiated: it runs once, in the forward pass. That no active value comes out is checked later.</summary>
    private int InertCall(IInvocationOperation call, IrType? type)
    {
        var method = call.TargetMethod;
        if (Symbols.IsIn(method, "System.Numerics.Tensors") && (type is { IsDifferentiable: true } || call.Arguments.Any(a => _types.TryRead(a.Value.Type) is { IsDifferentiable: true })))
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of {method.ContainingType.Name}.{method.Name}",
                call.SemanticModel!.Compilation.GetTypeByMetadataName("AutoDiffGen.Ops")?.GetMembers(method.Name).IsEmpty == false ? $"use Ops.{method.Name}" : "it has no derivative; use the functions of AutoDiffGen.Ops");
        }

        int receiver = call.Instance is null ? -1 : Expression(call.Instance);
        int[] arguments = Arguments(call);
        _builder.Span = Span(call.Syntax);
        if (IsObject(receiver) || arguments.Any(IsObject))
        {
            throw Lost(call.Syntax);
        }

        string generic = method.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", method.TypeArguments.Select(t => _names.Text(TypeText(t)))) + ">";

        // A static abstract member belongs to the type that has it, not to the interface that asks for it.
        string target = (method.IsStatic ? _names.Text(call.ConstrainedToType is { } constrained ? TypeText(constrained) : TypeReader.Text(method.ContainingType)) + "." : "") + NameScope.Escape(method.Name) + generic;

        // The types of numbers keep nothing of what they are given.
        var owner = call.ConstrainedToType ?? method.ContainingType;
        IrAttribute[] stateless = method.IsStatic && (owner is ITypeParameterSymbol || owner.SpecialType != SpecialType.None || MathFunctions.IsNumberType(owner as INamedTypeSymbol)) ? [new("stateless", "true")] : [];
        IrAttribute[] reads = OnlyReads(method) ? [new("reads", "true")] : [];
        IrAttribute[] attributes = [new("target", target), new("kind", method.IsStatic ? "static" : "instance"), .. stateless, .. reads, .. Private(method, "method").Select(p => new IrAttribute(p.Item1, p.Item2))];
        IrValue[] results = type is null ? [] : [new IrValue(_builder.Id(), type is StructType given ? new OpaqueType(given.CSharp) : type)];
        _builder.Append(IrOp.Create("inert_call", receiver >= 0 ? arguments.Prepend(receiver) : arguments, results, attributes, _builder.Span));
        return type is null ? -1 : Opened(results[0].Id, type);
    }

    // Searches and comparisons of the library, which give a place or a truth value and write to nothing.
    private static bool OnlyReads(IMethodSymbol method) => method is { IsStatic: true, ContainingType.Name: "Array" or "MemoryExtensions", Name: "IndexOf" or "LastIndexOf" or "BinarySearch" or "Contains" or "SequenceEqual" or "IndexOfAny" or "IndexOfAnyExcept" or "ContainsAny" or "StartsWith" or "EndsWith" or "Count" or "SequenceCompareTo" or "CommonPrefixLength" }
        && Symbols.IsIn(method, "System") && method.Parameters.All(p => p.Type.TypeKind is not TypeKind.Interface and not TypeKind.Delegate);
}
