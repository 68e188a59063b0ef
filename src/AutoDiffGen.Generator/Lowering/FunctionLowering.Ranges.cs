using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Indices that may count from the end, ranges of them, and what is taken of an array by them. One that a variable holds is
// a number and a mark.
internal sealed partial class FunctionLowering
{
    private static bool IsIndex(ITypeSymbol? type) => type is { Name: "Index" } && Symbols.IsIn(type, "System");

    private static bool IsRange(ITypeSymbol? type) => type is { Name: "Range" } && Symbols.IsIn(type, "System");

    // An index as a number, counted from the end with ^.
    private int Index(int array, IOperation index)
    {
        while (index is IConversionOperation { OperatorMethod: not null } implicitIndex && IsIndex(implicitIndex.Type))
        {
            index = implicitIndex.Operand;
        }

        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            int back = Expression(hat.Operand);
            return _builder.Op("sub", ScalarType.I32, [Length(array), back]);
        }

        int value = Expression(index);
        return IsStruct(value) ? Offset(value, Length(array), index) : value;
    }

    // Where an index of a known mark points to, or one of whichever the running program finds.
    private int Offset(int index, int length, IOperation at)
    {
        int number = FieldOf(index, "Value");
        return Merge(at.Syntax, FieldOf(index, "IsFromEnd"), () => _builder.Op("sub", ScalarType.I32, [length, number]), () => number)!.Value;
    }

    private StructType IndexType(IOperation at) =>
        at.SemanticModel?.Compilation.GetTypeByMetadataName("System.Index") is { } type && _types.TryRead(type) is StructType index ? index : throw Unsupported(at);

    private int IndexOf(IOperation at, int number, bool fromEnd) =>
        Struct(IndexType(at), [number, _builder.Constant(fromEnd ? "true" : "false", ScalarType.Bool)]);

    private int Range(IRangeOperation range)
    {
        if (TypeOf(range) is not StructType type)
        {
            throw Unsupported(range);
        }

        int start = range.LeftOperand is { } left ? Expression(left) : IndexOf(range, _builder.Constant("0", ScalarType.I32), false);
        int end = range.RightOperand is { } right ? Expression(right) : IndexOf(range, _builder.Constant("0", ScalarType.I32), true);
        return Struct(type, [start, end]);
    }

    // Members of the two types that are no fields of theirs.
    private int? RangeProperty(IPropertyReferenceOperation reference) => (reference.Property.ContainingType, reference.Property.Name) switch
    {
        (var type, "Start") when IsIndex(type) => IndexOf(reference, _builder.Constant("0", ScalarType.I32), false),
        (var type, "End") when IsIndex(type) => IndexOf(reference, _builder.Constant("0", ScalarType.I32), true),
        (var type, "All") when IsRange(type) && _types.TryRead(type) is StructType all =>
            Struct(all, [IndexOf(reference, _builder.Constant("0", ScalarType.I32), false), IndexOf(reference, _builder.Constant("0", ScalarType.I32), true)]),
        _ => null,
    };

    private int? RangeCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        int Argument() => Expression(call.Arguments[0].Value);
        switch (method.Name)
        {
            case "GetOffset" when IsIndex(method.ContainingType):
                int index = Expression(call.Instance!);
                return Offset(index, Argument(), call);
            case "FromEnd" or "FromStart" when IsIndex(method.ContainingType):
                return IndexOf(call, Argument(), method.Name == "FromEnd");
            case "StartAt" or "EndAt" when IsRange(method.ContainingType) && TypeOf(call) is StructType type:
                int end = Argument();
                return method.Name == "StartAt" ? Struct(type, [end, IndexOf(call, _builder.Constant("0", ScalarType.I32), true)])
                    : Struct(type, [IndexOf(call, _builder.Constant("0", ScalarType.I32), false), end]);
            case "GetOffsetAndLength" when IsRange(method.ContainingType) && TypeOf(call) is StructType both:
                int range = Expression(call.Instance!), length = Argument();
                int from = Offset(FieldOf(range, "Start"), length, call);
                return Struct(both, [from, _builder.Op("sub", ScalarType.I32, [Offset(FieldOf(range, "End"), length, call), from])]);
            default:
                return null;
        }
    }

    /// <summary>The start and the number of elements of a range within an array.</summary>
    private (int Start, int Count) Ends(int array, IOperation range)
    {
        int start, end;
        if (range is IRangeOperation written)
        {
            start = written.LeftOperand is null ? _builder.Constant("0", ScalarType.I32) : Index(array, written.LeftOperand);
            end = written.RightOperand is null ? Length(array) : Index(array, written.RightOperand);
        }
        else
        {
            int held = Expression(range);
            start = Offset(FieldOf(held, "Start"), Length(array), range);
            end = Offset(FieldOf(held, "End"), Length(array), range);
        }

        return (start, _builder.Op("sub", ScalarType.I32, [end, start]));
    }

    /// <summary>x[a..b]: a span of the elements in between; of an array a copy of them.</summary>
    private int Slice(IOperation owner, IOperation range, IOperation at)
    {
        int array = Expression(owner);
        var (start, count) = Ends(array, range);
        return owner.Type is IArrayTypeSymbol ? CopyOf(at, Remember(_builder.Op("slice", (ArrayType)_builder.TypeOf(array) with { Kind = ArrayKind.Span }, [array, start, count]), array)) : Sliced(at, array, start, count);
    }
}
