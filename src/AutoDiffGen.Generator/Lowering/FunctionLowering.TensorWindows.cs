using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Convolutions, pools and attention: what they are told of windows are whole numbers, which the shapes pass knows as symbols.
internal sealed partial class FunctionLowering
{
    private int Convolution(IInvocationOperation call, int axes)
    {
        int[] tensors = Operands(call, 2);
        int? bias = Optional(call, "bias");
        int[] numbers = [.. Pair(call, "stride", "1"), .. Pair(call, "padding", "0"), .. Pair(call, "dilation", "1"), Whole(call, "groups", "1")];
        var operands = new List<int>([.. tensors, .. numbers]);
        string causal = Text(call, Flag("causal", "causal"), operands);
        _builder.Span = Span(call.Syntax);
        int result = _builder.Op("conv", TypeOf(call), [.. operands], ("axes", axes.ToString(CultureInfo.InvariantCulture)), ("causal", causal));
        if (bias is not { } added)
        {
            return result;
        }

        // One number a filter: (O, 1) or (O, 1, 1) beside (N, O, ...).
        for (int i = 0; i < axes; i++)
        {
            added = _builder.Op("unsqueeze", TypeOf(call), [added], ("axis", "-1"));
        }

        return _builder.Op("add", TypeOf(call), [result, added]);
    }

    private int Pool(IInvocationOperation call, string code, int axes)
    {
        int[] operands = Operands(call, 1);
        int[] kernel = Pair(call, "kernel", "1");
        int[] stride = Argument(call, "stride") is { } given && !IsMissing(given) ? Pair(call, "stride", "1") : kernel;
        int[] numbers = [.. kernel, .. stride, .. Pair(call, "padding", "0")];
        var all = new List<int>([.. operands, .. numbers]);
        (string, string)[] attributes = [("axes", axes.ToString(CultureInfo.InvariantCulture))];
        if (code == "average_pool")
        {
            attributes = [.. attributes, ("count_padding", Text(call, new Setting("count_padding", ["countIncludePad"], "true"), all))];
        }

        _builder.Span = Span(call.Syntax);
        return _builder.Op(code, TypeOf(call), [.. all], attributes);
    }

    private int Dropout(IInvocationOperation call)
    {
        int[] operands = Operands(call, 3);
        return _builder.Op("dropout", TypeOf(call), operands);
    }

    private int Attention(IInvocationOperation call)
    {
        int[] tensors = Operands(call, 3);
        int? mask = Optional(call, "mask"), bias = Optional(call, "bias");
        int scale = Argument(call, "scale") is { } given && !IsMissing(given) ? Expression(Unlifted(given)) : -1;
        var operands = new List<int>(tensors);
        if ((mask ?? bias) is { } added)
        {
            operands.Add(added);
        }

        if (scale < 0)
        {
            // 1 / sqrt(D).
            int width = _builder.Op("dim", ScalarType.NInt, [tensors[0]], ("axis", "-1"));
            int root = _builder.Op("sqrt", ScalarType.F64, [_builder.Op("convert", ScalarType.F64, [width])]);
            scale = _builder.Op("div", ScalarType.F64, [_builder.Constant("1", ScalarType.F64), root]);
        }

        operands.Add(scale);
        string causal = Text(call, Flag("causal", "causal"), operands);
        _builder.Span = Span(call.Syntax);
        var result = new IrValue(_builder.Id(), TypeOf(call));
        var sums = new IrValue(_builder.Id(), TypeOf(call));
        _builder.Append(IrOp.Create("attention", operands, [result, sums], [new("added", mask is not null ? "mask" : bias is not null ? "bias" : ""), new("causal", causal)], _builder.Span));
        return result.Id;
    }

    private static IOperation? Argument(IInvocationOperation call, string name) => call.Arguments.FirstOrDefault(a => a.Parameter!.Name == name)?.Value;

    private static bool IsMissing(IOperation value) => value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation || (value is IConversionOperation conversion && IsMissing(conversion.Operand));

    // A number where one that may be missing is taken.
    private static IOperation Unlifted(IOperation value) => value is IConversionOperation { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } conversion ? conversion.Operand
        : value.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? throw new LoweringException("ADG0010", value.Syntax, "a value that may be missing, given to an operation on tensors", "give a number, or leave the argument out")
        : value;

    private int? Optional(IInvocationOperation call, string name) => Argument(call, name) is { } value && !IsMissing(value) ? Expression(value) : null;

    private int Whole(IInvocationOperation call, string name, string otherwise) => Argument(call, name) is { } value ? Expression(Unlifted(value)) : _builder.Constant(otherwise, ScalarType.I32);

    // One number for both axes, or a tuple of two.
    private int[] Pair(IInvocationOperation call, string name, string otherwise)
    {
        if (Argument(call, name) is not { } value)
        {
            int known = _builder.Constant(otherwise, ScalarType.I32);
            return [known, known];
        }

        if (value is IDefaultValueOperation)
        {
            int zero = _builder.Constant("0", ScalarType.I32);
            return [zero, zero];
        }

        int given = Expression(Unlifted(value));
        return IsStruct(given) ? [.. Leaves(given)] : [given, given];
    }
}
