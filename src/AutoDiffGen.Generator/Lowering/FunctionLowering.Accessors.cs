using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Properties and indexers of structs whose accessors have bodies: a place that is read and written by calls.
internal sealed partial class FunctionLowering
{
    private sealed record AccessorPlace(Place Owner, IPropertySymbol Property, EquatableArray<int> Arguments, IrType Type, IOperation At, bool IsCopied) : Place(Type);

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
