using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// What a tensor says of its shape: whole numbers that the shapes pass knows as symbols.
internal sealed partial class FunctionLowering
{
    private int? TensorProperty(IPropertyReferenceOperation reference)
    {
        if (PartCount(reference) is { } parts)
        {
            return parts;
        }

        if (reference is { Arguments.Length: 1, Instance: { } lengths } && LengthsOf(lengths) is { } tensor)
        {
            return Dimension(reference, tensor, reference.Arguments[0].Value, fromEnd: false);
        }

        if (reference.Property.Name == "Length" && reference.Instance is { } all && LengthsOf(all) is { } counted)
        {
            return Property(reference, "rank", ScalarType.I32, counted);
        }

        return reference.Instance is { Type: { } type } owner && TypeReader.IsTensor(type, out _) ? reference.Property.Name switch
        {
            "Rank" => Property(reference, "rank", ScalarType.I32, owner),
            "FlattenedLength" => Property(reference, "size", ScalarType.NInt, owner),
            _ => null,
        }
        : null;
    }

    // x.Lengths[^1].
    private int? LengthFromEnd(IImplicitIndexerReferenceOperation reference)
    {
        if (LengthsOf(reference.Instance) is not { } tensor)
        {
            return null;
        }

        return reference.Argument is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat
            ? Dimension(reference, tensor, hat.Operand, fromEnd: true)
            : throw new LoweringException("ADG0010", reference.Syntax, "lengths of a tensor by a range or a variable index", "write each as x.Lengths[i]");
    }

    private static IOperation? LengthsOf(IOperation operation) => operation is IConversionOperation conversion ? LengthsOf(conversion.Operand) :
        operation is IPropertyReferenceOperation { Property.Name: "Lengths", Instance: { Type: { } type } tensor } && TypeReader.IsTensor(type, out _) ? tensor : null;

    private int Property(IOperation at, string code, ScalarType type, IOperation tensor)
    {
        int owner = Expression(tensor);
        _builder.Span = Span(at.Syntax);
        return _builder.Op(code, type, [owner]);
    }

    private int Dimension(IOperation at, IOperation tensor, IOperation axis, bool fromEnd)
    {
        int owner = Expression(tensor);
        if (axis.ConstantValue.Value is int number)
        {
            _builder.Span = Span(at.Syntax);
            return _builder.Op("dim", ScalarType.NInt, [owner], ("axis", (fromEnd ? -number : number).ToString(CultureInfo.InvariantCulture)));
        }

        int place = Expression(axis);
        place = fromEnd ? _builder.Op("neg", ScalarType.I32, [place]) : place;
        _builder.Span = Span(at.Syntax);
        return _builder.Op("dim", ScalarType.NInt, [owner, place], ("axis", Passes.Settings.At(1)));
    }
}
