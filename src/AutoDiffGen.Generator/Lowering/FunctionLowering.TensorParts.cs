using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Tensors taken apart. The array that Split gives is no array here: it is a value with a field for each part, which a
// local can hold, an index that is a constant reads, and Concat and Stack take whole.
internal sealed partial class FunctionLowering
{
    private int Split(IInvocationOperation call)
    {
        if (Outside(call) is not (IVariableInitializerOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation) && !IsJoined(call))
        {
            throw NotParts(call);
        }

        int x = Operands(call, 1)[0];
        var tensor = (TensorType)_builder.TypeOf(x);
        var last = new List<int>();
        string axis = Text(call, new Setting("axis", ["axis", "dimension"], "0"), last);
        string At(int operands) => last.Count == 0 ? axis : Passes.Settings.At(operands);
        int length = _builder.Op("dim", ScalarType.NInt, [x, .. last], ("axis", At(1)));
        length = _builder.Op("convert", ScalarType.I32, [length]);
        var sizes = new List<int>();
        var given = call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value;
        if (call.Arguments.First(a => a.Parameter!.Ordinal == 1).Parameter!.Type.SpecialType == SpecialType.System_Int32)
        {
            int count = given.ConstantValue.Value as int? ?? throw new LoweringException("ADG0010", given.Syntax, "a number of parts that is not a constant", "write the number of parts as a constant");
            if (count < 1)
            {
                throw new LoweringException("ADG0010", given.Syntax, "a tensor split into less than one part", "give a number of 1 or more");
            }

            int part = _builder.Op("div", ScalarType.I32, [length, _builder.Constant(count.ToString(CultureInfo.InvariantCulture), ScalarType.I32)]);
            sizes.AddRange(Enumerable.Repeat(part, count));
        }
        else
        {
            foreach (var size in Elements(given))
            {
                sizes.Add(Expression(size));
            }
        }

        var parts = new List<int>();
        int start = _builder.Constant("0", ScalarType.I32);
        for (int i = 0; i < sizes.Count; i++)
        {
            int end = _builder.Op("add", ScalarType.I32, [start, sizes[i]]);
            _builder.Span = Span(call.Syntax);
            parts.Add(_builder.Op("part", tensor, [x, start, end, .. last], ("axis", At(3)), ("step", "1")));
            start = end;
        }

        // All of them together are the whole.
        _builder.Append(IrOp.Create("expect_split", [x, start, .. last], [], [new("axis", At(2)), new("parts", sizes.Count.ToString(CultureInfo.InvariantCulture))], Span(call.Syntax)));
        var fields = parts.Select((_, i) => new StructField("[" + i.ToString(CultureInfo.InvariantCulture) + "]", tensor)).ToEquatable();
        return Struct(new StructType(TypeReader.Text(call.Type!), fields, "", ""), parts);
    }

    /// <summary>parts[1], parts[^1] of what Split gave.</summary>
    private int? PartOf(IOperation operation)
    {
        var (array, index) = operation switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } element => (element.ArrayReference, element.Indices[0]),
            IImplicitIndexerReferenceOperation element => (element.Instance, element.Argument),
            _ => (null, null),
        };
        if (array is null || index is null || !IsParts(array.Type))
        {
            return null;
        }

        var (_, parts) = Parts(PartsOf(array));
        bool fromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        int place = (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var back } ? back : index).ConstantValue.Value as int?
            ?? throw new LoweringException("ADG0010", index.Syntax, "a part of a tensor by an index that is not a constant", "write the index as a constant, or take the part with Slice");
        place = fromEnd ? parts.Length - place : place;
        return place >= 0 && place < parts.Length ? parts[place]
            : throw new LoweringException("ADG0010", index.Syntax, $"part {place.ToString(CultureInfo.InvariantCulture)} of {parts.Length.ToString(CultureInfo.InvariantCulture)}", "give the index of a part that is there");
    }

    /// <summary>parts.Length.</summary>
    private int? PartCount(IPropertyReferenceOperation property) => property.Property.Name == "Length" && property.Instance is { } array && IsParts(array.Type)
        ? _builder.Constant(Parts(PartsOf(array)).Fields.Length.ToString(CultureInfo.InvariantCulture), ScalarType.I32) : null;

    /// <summary>The tensors of a list: written in place, or what Split gave.</summary>
    private List<int> TensorsOf(IOperation list)
    {
        var whole = list;
        while (whole is IConversionOperation { OperatorMethod: null or { ContainingType.Name: "ReadOnlySpan" } } conversion && InPlace(whole) is null)
        {
            whole = conversion.Operand;
        }

        return IsParts(whole.Type) && InPlace(whole) is null ? [.. Parts(PartsOf(whole)).Fields] : [.. Elements(list).Select(Expression)];
    }

    private int PartsOf(IOperation array)
    {
        int id = array is ILocalReferenceOperation local ? Local(local.Local, local.Syntax) : array is IInvocationOperation call ? Invocation(call) : throw NotParts(array);
        return IsStruct(id) ? id : throw NotParts(array);
    }

    private static bool IsParts(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } array && TypeReader.IsTensor(array.ElementType, out _);

    // What uses a value, past conversions.
    private static IOperation? Outside(IOperation operation) => operation.Parent is IConversionOperation conversion ? Outside(conversion) : operation.Parent;

    private static bool IsJoined(IOperation operation) => Outside(operation) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Concat" or "Stack" or "Concatenate" or "ConcatenateOnDimension" or "StackAlongDimension" or "Einsum" } };

    private static LoweringException NotParts(IOperation operation) => new("ADG0010", operation.Syntax, "an array of tensors used as a whole",
        "keep what Split gives in a local of its own, and read the parts by constant indices or put them together with Concat or Stack");
}
