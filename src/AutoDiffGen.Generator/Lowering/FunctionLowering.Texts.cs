using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Characters and parts of a text: values that the derivative only passes through.
internal sealed partial class FunctionLowering
{
    private static readonly ScalarType CharacterType = new(ScalarKind.Integer, "char");

    private int Character(int text, int index) => Inert("text", "{0}[{1}]", CharacterType, text, index);

    // t[^1] and t[a..b].
    private int OfText(IImplicitIndexerReferenceOperation reference)
    {
        int text = Expression(reference.Instance);
        int length = _builder.Op("field", ScalarType.I32, [text], ("member", "Length"));
        int argument = Expression(reference.Argument);
        if (!IsStruct(argument))
        {
            return Character(text, argument);
        }

        if (!IsRange(reference.Argument.Type))
        {
            return Character(text, Offset(argument, length, reference));
        }

        int start = Offset(FieldOf(argument, "Start"), length, reference), end = Offset(FieldOf(argument, "End"), length, reference);
        return Inert("instance", "Substring", TypeOf(reference), text, start, _builder.Op("sub", ScalarType.I32, [end, start]));
    }

    private int Inert(string kind, string target, IrType type, params int[] operands)
    {
        var result = new IrValue(_builder.Id(), type);
        _builder.Append(IrOp.Create("inert_call", operands, [result], [new("target", target), new("kind", kind)], _builder.Span));
        return result.Id;
    }
}
