using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// What an operation on tensors is told besides its operands: axes, flags, counts. A constant is an attribute; anything
// else is an operand after the others until the call is inlined, and the attribute says which (Passes/Settings).
internal sealed partial class FunctionLowering
{
    /// <summary>A setting of an operation: its attribute, the parameters that may carry it, and what it is where none is given.</summary>
    private sealed record Setting(string Attribute, string[] Parameters, string Otherwise);

    private static readonly Setting Axes = new("axes", ["axis", "axes"], "*");

    private static readonly Setting Axis = new("axis", ["axis"], "-1");

    private static Setting Flag(string attribute, string parameter) => new(attribute, [parameter], "false");

    private static Setting Number(string attribute, string parameter, string otherwise = "0") => new(attribute, [parameter], otherwise);

    // The first arguments are operands; the others are settings.
    private int Structured(IInvocationOperation call, string code, int operands, params Setting[] settings)
    {
        var ids = new List<int>(Operands(call, operands));
        var attributes = settings.Select(s => (s.Attribute, Text(call, s, ids))).ToArray();
        _builder.Span = Span(call.Syntax);
        return _builder.Op(code, TypeOf(call), [.. ids], attributes);
    }

    private string Text(IInvocationOperation call, Setting setting, List<int> operands)
    {
        if (call.Arguments.FirstOrDefault(a => setting.Parameters.Contains(a.Parameter!.Name)) is not { } argument)
        {
            return setting.Otherwise;
        }

        if (ConstantText(argument.Value) is { } text)
        {
            return text;
        }

        operands.Add(Expression(argument.Value));
        return Passes.Settings.At(operands.Count - 1);
    }

    // The text of a constant, or of a list of them that is written in place.
    private static string? ConstantText(IOperation value)
    {
        if (value.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return constant is bool flag ? flag ? "true" : "false" : Convert.ToString(constant, CultureInfo.InvariantCulture);
        }

        var elements = InPlace(value)?.Select(e => e.ConstantValue.Value).ToList();
        return elements is not null && elements.All(e => e is int) ? string.Join(",", elements.Select(e => ((int)e!).ToString(CultureInfo.InvariantCulture))) : null;
    }
}
