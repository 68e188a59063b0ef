using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// A generic method that is called with a struct for a type parameter is read once for that struct: what the constraint
// promises is then a member of the struct, whose body is certain.
internal sealed partial class FunctionLowering
{
    /// <summary>The struct that a type is, or that stands for it in this call.</summary>
    private INamedTypeSymbol? Concrete(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter => _types.Structs.TryGetValue(parameter, out var given) ? given : null,
        INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named => named,
        _ => null,
    };

    /// <summary>The struct's own member that an interface's member means, where a type parameter stands for a struct.</summary>
    private IMethodSymbol? Implementation(IMethodSymbol? member, ITypeSymbol? constrained)
    {
        if (member is not { ContainingType.TypeKind: TypeKind.Interface } || constrained is not ITypeParameterSymbol || Concrete(constrained) is not { } type)
        {
            return null;
        }

        foreach (var declared in type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, member.ContainingType.OriginalDefinition) && _names.Text(TypeReader.Text(member.ContainingType)) == TypeReader.Text(i)))
        {
            var demanded = declared.GetMembers(member.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition));
            if (demanded is not null && type.FindImplementationForInterfaceMember(demanded) is IMethodSymbol { ContainingType.TypeKind: TypeKind.Struct } own)
            {
                return own.IsGenericMethod ? own.Construct([.. member.TypeArguments]) : own;
            }
        }

        return null;
    }

    private int? ConstrainedCall(IInvocationOperation call)
    {
        if (Implementation(call.TargetMethod, call.ConstrainedToType ?? call.Instance?.Type) is not { } method)
        {
            return null;
        }

        if (!Symbols.IsDifferentiable(method))
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of '{method.Name}' of {TypeReader.Shown(method.ContainingType)}, which is not marked", "mark the method or the struct [Differentiable]");
        }

        var place = call.Instance is { } own && ChangesReceiver(method) && own is ILocalReferenceOperation or IParameterReferenceOperation && !IsCopied(call.Instance) ? PlaceOf(call.Instance) : null;
        int receiver = call.Instance is null ? -1 : place is null ? Expression(call.Instance) : Read(place);
        var back = new List<Place>();
        int[] arguments = Arguments(method, call.Arguments, back, receiver: place is null ? null : (place, call.Instance!.Syntax));
        return Call(call, method, receiver, arguments, back: place is null ? back : [.. back, place], known: true);
    }

    private int? ConstrainedProperty(IPropertyReferenceOperation reference)
    {
        if (Implementation(reference.Property.GetMethod, reference.ConstrainedToType ?? reference.Instance?.Type) is not { } getter || getter.AssociatedSymbol is not IPropertySymbol property)
        {
            return null;
        }

        int receiver = reference.Instance is null ? -1 : Expression(reference.Instance);
        if (IsStruct(receiver) && Parts(receiver).Type.Fields.Any(f => f.Name == property.Name))
        {
            return FieldOf(receiver, property.Name);
        }

        return Symbols.IsDifferentiable(getter) && !Symbols.IsAutoProperty(property)
            ? Call(reference, getter, receiver, Arguments(getter, reference.Arguments, []), known: true)
            : throw new LoweringException("ADG0010", reference.Syntax, $"the property '{property.Name}' of {TypeReader.Shown(property.ContainingType)}", "mark the struct [Differentiable], and give the property a body");
    }

    private static ITypeSymbol? ConstrainedTo(IOperation at) => at switch
    {
        IBinaryOperation binary => binary.ConstrainedToType,
        ICompoundAssignmentOperation compound => compound.ConstrainedToType,
        IUnaryOperation unary => unary.ConstrainedToType,
        IIncrementOrDecrementOperation increment => increment.ConstrainedToType,
        _ => null,
    };
}
