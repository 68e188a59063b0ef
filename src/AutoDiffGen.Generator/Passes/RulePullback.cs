using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The call of a rule for one call of its method, as <c>rule_pullback</c>.</summary>
internal sealed class RulePullback(IrOp op, RuleCall call, IrBuilder builder)
{
    private readonly List<string> _form = [];
    private readonly List<int> _operands = [];
    private readonly List<IrValue> _results = [];
    private readonly List<(int To, int Adjoint)> _added = [];

    /// <summary>The cotangent of a result of the call, by its place.</summary>
    public required Func<int, int> Cotangent { private get; init; }

    /// <summary>The adjoints of an array's elements; null where none are wanted.</summary>
    public required Func<int, int?> Shadow { private get; init; }

    /// <summary>An array of adjoints that are zero, as long as an array.</summary>
    public required Func<int, int> Zeros { private get; init; }

    /// <summary>What an array held at the call, where it may no longer hold that; null where it does.</summary>
    public Func<int, int?> Recorded { private get; init; } = _ => null;

    /// <summary>Appends the call; gives the adjoints of numbers, and what they are adjoints of.</summary>
    public List<(int To, int Adjoint)> Append()
    {
        foreach (var (kind, number) in RuleCall.Form(op))
        {
            int part = kind is 's' or '+' ? -1 : number < 0 ? 0 : call.Argument(number);
            switch (kind)
            {
                case '+':
                    _form.Add("accumulate");
                    break;
                case 's':
                    Give("in", op.Results[op.Results.Count - 1].Id);
                    break;
                case 'c':
                    CotangentOf(part);
                    break;
                case 'd':
                    Destination(part);
                    break;
                default:
                    bool after = kind is 'r' or 'b' && call.Parts[part].IsOutput;
                    Value(call.Parts[part], after ? [.. call.Results(part).Select(r => r.Id)] : [.. call.Operands(part)], kind is 'a' or 'b');
                    break;
            }
        }

        builder.Append(IrOp.Create("rule_pullback", _operands, _results, [new("rule", op.Text("rule")), new("form", string.Join(";", _form))], op.Span));
        return _added;
    }

    private void Give(string how, params int[] ids)
    {
        _form.Add(how);
        _operands.AddRange(ids);
    }

    private void Value(RulePart part, int[] ids, bool asArray)
    {
        if (!part.IsStruct && ids.Length == 1 && Recorded(ids[0]) is { } recorded)
        {
            // It may only be read where it lies; what wants more gets a copy of its own.
            Give(asArray || !part.Type.Contains("ReadOnlySpan<") ? "recorded" : "in", recorded);
            return;
        }

        Give(part.IsStruct ? New(part.Creation, ids.Length) : asArray ? "array" : "in", ids);
    }

    private static string New(string creation, int count) => $"new {count.ToString(CultureInfo.InvariantCulture)} {creation}";

    private void CotangentOf(int place)
    {
        var part = call.Parts[place];
        if (part.Passing == "written")
        {
            int number = place - (call.HasResult ? 1 : 0);
            bool replaced = RuleCall.Form(op).Contains(('d', number));
            if (Shadow(call.Operands(place).Single()) is { } shadow)
            {
                Give(replaced ? "copy" : "take", shadow);
            }
            else
            {
                Give("in", Zeros(call.Operands(place).Single()));
            }

            return;
        }

        // Of a field that has no derivative the cotangent is not read.
        int[] ids = [.. call.Results(place).Select((r, i) => part.Held[i] ? builder.Op("undef", r.Type, []) : Cotangent(op.Results.ToList().IndexOf(r)))];
        Give(part.IsStruct ? New(part.GradientCreation, ids.Length) : "in", ids);
    }

    private void Destination(int place)
    {
        var part = call.Parts[place];
        int[] operands = [.. call.Operands(place)];
        if (builder.TypeOf(operands[0]) is ArrayType)
        {
            if (Shadow(operands[0]) is { } shadow)
            {
                Give("in", shadow);
            }
            else
            {
                _form.Add("none");
            }

            return;
        }

        var paths = new List<string>();
        for (int i = 0; i < operands.Length; i++)
        {
            if (part.IsStruct && part.Held[i])
            {
                continue;
            }

            var adjoint = new IrValue(builder.Id(), builder.TypeOf(operands[i]));
            builder.Types[adjoint.Id] = adjoint.Type;
            builder.Suggest(adjoint.Id, operands[i]);
            _results.Add(adjoint);
            _added.Add((operands[i], adjoint.Id));
            paths.Add(part.Paths[i]);
        }

        _form.Add(part.IsStruct ? $"out {part.Gradient}|{string.Join(",", paths)}" : "out");
    }
}
