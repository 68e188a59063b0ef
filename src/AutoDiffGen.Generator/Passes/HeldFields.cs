using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Values with a derivative that are put into a field marked <c>[NoGradient]</c> where it is lost: in an element of an
/// array, in what the method gives back, in what it hands to another one. As a local the field keeps it.
/// </summary>
internal static class HeldFields
{
    /// <summary>The attribute of a <c>detach</c> that stands for such a field of a callee's parameter: the field's name.</summary>
    public const string Mark = "held";

    public static IEnumerable<DiagnosticInfo> Warnings(IrFunction function, MethodSignature signature)
    {
        var activity = Activity.Analyze(function);
        var types = IrWalk.AllValues(function).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        var all = IrWalk.AllOps(function.Body).ToList();
        var found = new List<(string Field, IrSpan Span)>();
        foreach (var op in all.Where(op => op.Code == "store" && types[op.Operands[0]] is ArrayType))
        {
            var type = (ArrayType)types[op.Operands[0]];
            found.AddRange(op.Stored.Zip(op.StoredPaths, (value, path) => (value, path)).Where(s => type.IsHeld(s.path) && activity.IsVaried(s.value)).Select(s => (s.path, op.Span)));
        }

        found.AddRange(all.Where(op => op.Code == "detach" && op.TryText(Mark) is not null && activity.IsVaried(op.Operands[0])).Select(op => (op.Text(Mark), op.Span)));

        int next = 0;
        foreach (var output in signature.Outputs.Select(p => p.IrType).Prepend(signature.Result))
        {
            foreach (var leaf in output is StructType s ? s.Leaves() : output is null ? [] : [("", output, false, true)])
            {
                int value = function.Return.Operands[next++];
                if (leaf.NoGradient && activity.IsVaried(value))
                {
                    found.Add((leaf.Path, all.FirstOrDefault(op => op.Regions.Count == 0 && op.Results.Any(r => r.Id == value)) is { Span.Length: > 0 } from ? from.Span : function.Return.Span));
                }
            }
        }

        return found.Select(f => new DiagnosticInfo("ADG0304", f.Span, EquatableArray.Of(f.Field.Substring(f.Field.LastIndexOf('.') + 1), signature.Name))).Distinct();
    }
}
