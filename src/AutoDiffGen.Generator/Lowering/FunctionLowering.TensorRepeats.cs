using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Tensors repeated and made longer, and sums of products: what they are told besides tensors are whole numbers.
internal sealed partial class FunctionLowering
{
    private int BroadcastTo(IInvocationOperation call)
    {
        var shape = call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value;
        int x = Operands(call, 1)[0];
        bool isTensor = shape is IConversionOperation { OperatorMethod: not null, Operand.Type: { } from } && TypeReader.IsTensor(from, out _);
        if (isTensor || LengthsOf(shape) is not null)
        {
            int other = Expression(isTensor ? ((IConversionOperation)shape).Operand : LengthsOf(shape)!);
            _builder.Span = Span(call.Syntax);
            return _builder.Op("broadcast_as", TypeOf(call), [x, other]);
        }

        return WithList(call, "broadcast_to", [x], shape);
    }

    private int Tile(IInvocationOperation call) => WithList(call, "tile", Operands(call, 1), call.Arguments.First(a => a.Parameter!.Name == "repeats").Value);

    private int Pad(IInvocationOperation call)
    {
        var operands = new List<int>(Operands(call, 1));
        string mode = "zero";
        if (Argument(call, "mode") is { } named)
        {
            mode = named.ConstantValue.Value is int number && named.Type?.GetMembers().OfType<Microsoft.CodeAnalysis.IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, number)) is { } member ? member.Name
                : throw new LoweringException("ADG0010", named.Syntax, "a mode of padding that is not a constant", "write it as a constant");
        }
        else if (call.Arguments.FirstOrDefault(a => a.Parameter!.Name == "value") is { ArgumentKind: ArgumentKind.Explicit, Value: var value })
        {
            mode = "value";
            operands.Add(Expression(value));
        }

        int first = operands.Count;
        foreach (var element in Elements(Argument(call, "before")!))
        {
            operands.Add(Expression(element));
        }

        int before = operands.Count - first;
        foreach (var element in Elements(Argument(call, "after")!))
        {
            operands.Add(Expression(element));
        }

        _builder.Span = Span(call.Syntax);
        return _builder.Op("pad", TypeOf(call), [.. operands], ("mode", mode), ("before", before.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private int OneHot(IInvocationOperation call)
    {
        int[] operands = Operands(call, 2);
        return _builder.Op("one_hot", TypeOf(call), [operands[1], operands[0]]);
    }

    private int SumOfProducts(IInvocationOperation call)
    {
        var equation = Argument(call, "equation")!;
        string text = equation.ConstantValue.Value as string ?? throw new LoweringException("ADG0010", equation.Syntax, "an equation that is not a constant", "write it as a constant");
        int[] operands = [.. TensorsOf(Argument(call, "tensors")!)];
        _builder.Span = Span(call.Syntax);
        return _builder.Op("einsum", TypeOf(call), operands, ("equation", text));
    }

    // Without an axis, the first: the attribute is left out.
    private int AtIndices(IInvocationOperation call, string code, int operands) =>
        Argument(call, "axis") is null ? Structured(call, code, operands) : Structured(call, code, operands, Axis);

    private int WithList(IInvocationOperation call, string code, int[] operands, Microsoft.CodeAnalysis.IOperation list)
    {
        int[] elements = [.. Elements(list).Select(Expression)];
        _builder.Span = Span(call.Syntax);
        return _builder.Op(code, TypeOf(call), [.. operands, .. elements]);
    }
}
