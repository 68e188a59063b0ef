using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Properties and indexers of structs and objects whose accessors have bodies: a place that is read and written by calls.
internal sealed partial class FunctionLowering
{
    private sealed record AccessorPlace(Place Owner, IPropertySymbol Property, EquatableArray<int> Arguments, IrType Type, IOperation At, bool IsCopied) : Place(Type);

    /// <summary>The same of an object, which every call finds as it is then.</summary>
    private sealed record ObjectAccessorPlace(int Reference, IPropertySymbol Property, EquatableArray<int> Arguments, IrType Type, IOperation At) : Place(Type);

    /// <summary>A property or an indexer of an object, of which the accessors have bodies; null for any other.</summary>
    private ObjectAccessorPlace? ObjectAccessors(IPropertyReferenceOperation reference)
    {
        var method = reference.Property.GetMethod ?? reference.Property.SetMethod;
        if (reference.Instance is not { Type: INamedTypeSymbol { IsReferenceType: true } type } instance || method is null || !Symbols.IsDifferentiable(method)
            || StructReader.TryReadClass(type, _types) is not { } fields || fields.Fields.Any(f => f.Name == reference.Property.Name) || Expression(instance) is not (<= FirstObject and var owner))
        {
            return null;
        }

        return new ObjectAccessorPlace(owner, reference.Property, Arguments(method, reference.Arguments, []).Take(reference.Arguments.Length).ToEquatable(), TypeOf(reference), reference);
    }

    private int Get(ObjectAccessorPlace place) => place.Property.GetMethod is { } getter ? Call(place.At, getter, place.Reference, [.. place.Arguments]) : throw Unsupported(place.At);

    private void Set(ObjectAccessorPlace place, int value) =>
        Call(place.At, place.Property.SetMethod ?? throw new LoweringException("ADG0009", place.At.Syntax, place.At.Syntax.ToString()), place.Reference, [.. place.Arguments, value]);

    // The receiver and the arguments are found once, the accessors are called each time.
    private AccessorPlace AccessorsOf(IPropertyReferenceOperation reference, IOperation owner)
    {
        var place = PlaceOf(owner);
        var method = reference.Property.GetMethod ?? reference.Property.SetMethod!;
        return new AccessorPlace(place, reference.Property, Arguments(method, reference.Arguments, []).Take(reference.Arguments.Length).ToEquatable(), TypeOf(reference), reference, IsCopied(owner));
    }

    private int Get(AccessorPlace place) => place.Property.GetMethod is { } getter
        ? Call(place.At, getter, Read(place.Owner), [.. place.Arguments], back: ChangesReceiver(getter) && !place.IsCopied ? [place.Owner] : null)
        : throw Unsupported(place.At);

    private void Set(AccessorPlace place, int value)
    {
        if (place.Property.SetMethod is not { } setter)
        {
            throw new LoweringException("ADG0009", place.At.Syntax, place.At.Syntax.ToString());
        }

        Call(place.At, setter, Read(place.Owner), [.. place.Arguments, value], back: ChangesReceiver(setter) ? [place.Owner] : null);
    }
}
