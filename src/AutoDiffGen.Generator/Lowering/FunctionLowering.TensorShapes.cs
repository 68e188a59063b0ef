using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Tensors put together, and the functions of System.Numerics.Tensors that show elements in another order.
internal sealed partial class FunctionLowering
{
    private static readonly Setting AlongDimension = new("axis", ["dimension"], "*");

    private int? LibraryCall(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is not { Name: "Tensor", Arity: 0 } type || !Symbols.IsIn(type, "System.Numerics.Tensors"))
        {
            return null;
        }

        if (call.TargetMethod.Name == "Split" && IsParts(call.Type))
        {
            return Split(call);
        }

        if (_types.TryRead(call.Type) is not TensorType { Element.IsFloating: true })
        {
            return null;
        }

        return (call.TargetMethod.Name, call.Arguments.Length) switch
        {
            ("Broadcast", 2) => BroadcastTo(call),
            ("Transpose", 1) => Structured(call, "transpose", 1, new Setting("axis1", [], "-2"), new Setting("axis2", [], "-1")),
            ("PermuteDimensions", 2) => Structured(call, "permute", 1, new Setting("axes", ["dimensions"], "")),
            ("Reverse", 1) => Structured(call, "flip", 1, new Setting("axes", [], "*")),
            ("ReverseDimension", 2) => Structured(call, "flip", 1, AlongDimension with { Attribute = "axes" }),
            ("Squeeze", 1) or ("SqueezeDimension", 2) => Structured(call, "squeeze", 1, AlongDimension),
            ("Unsqueeze", 2) => Structured(call, "unsqueeze", 1, AlongDimension),
            ("Concatenate", 1) or ("ConcatenateOnDimension", 2) => Joined(call, "tensors", "concat"),
            ("Stack", 1) or ("StackAlongDimension", 2) => Joined(call, "tensors", "stack"),
            _ => null,
        };
    }

    // Along an axis the elements from start on, before end.
    private int Part(IInvocationOperation call)
    {
        int Given(string name, string otherwise) => call.Arguments.FirstOrDefault(a => a.Parameter!.Name == name) is { } argument
            ? Expression(argument.Value) : _builder.Constant(otherwise, ScalarType.I32);
        var operands = new List<int>(Operands(call, 1)) { Given("start", "0"), Given("end", int.MaxValue.ToString(CultureInfo.InvariantCulture)) };
        string axis = Text(call, Axis, operands), step = Text(call, Number("step", "step", "1"), operands);
        _builder.Span = Span(call.Syntax);
        return _builder.Op("part", TypeOf(call), [.. operands], ("axis", axis), ("step", step));
    }

    // One after the other along an axis, or each with an axis of its own before that.
    private int Joined(IInvocationOperation call, string list, string code)
    {
        List<int> operands = TensorsOf(call.Arguments.First(a => a.Parameter!.Name == list).Value);
        int count = operands.Count;
        if (count == 0)
        {
            throw new LoweringException("ADG0010", call.Syntax, "no tensors put together", "give at least one");
        }

        string axis = Text(call, new Setting("axis", ["axis", "dimension"], "0"), operands);
        int[] last = [.. operands.Skip(count)];
        _builder.Span = Span(call.Syntax);
        if (code == "concat")
        {
            return _builder.Op("concat", TypeOf(call), [.. operands], ("axis", axis));
        }

        string own = last.Length == 0 ? axis : Passes.Settings.At(1);
        int[] parts = [.. operands.Take(count).Select(id => _builder.Op("unsqueeze", TypeOf(call), [id, .. last], ("axis", own)))];
        return _builder.Op("concat", TypeOf(call), [.. parts, .. last], ("axis", last.Length == 0 ? axis : Passes.Settings.At(count)));
    }
}
