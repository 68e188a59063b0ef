using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which values the derivative concerns. Varied: depends on an active parameter in a differentiable way. Useful: the
/// result depends on it so. Active: both.
/// </summary>
internal sealed class Activity
{
    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _useful = [];

    private Activity()
    {
    }

    public bool IsVaried(int id) => _varied.Contains(id);

    public bool IsActive(int id) => _varied.Contains(id) && _useful.Contains(id);

    public static Activity Analyze(IrFunction function)
    {
        var activity = new Activity();
        foreach (var parameter in function.Parameters.Where(p => p.IsActive))
        {
            activity._varied.Add(parameter.Value.Id);
        }

        activity.Forward(function.Body);
        activity._useful.Add(function.Return.Operands[0]);
        activity.Backward(function.Body);
        return activity;
    }

    private void Forward(IrBlock block)
    {
        foreach (var op in block.Ops)
        {
            foreach (var region in op.Regions)
            {
                Forward(region);
            }

            if (op.Code == "if")
            {
                for (int i = 0; i < op.Results.Count; i++)
                {
                    if (op.Regions.Any(r => _varied.Contains(r.Terminator.Operands[i])) && op.Results[i].Type.IsDifferentiable)
                    {
                        _varied.Add(op.Results[i].Id);
                    }
                }

                continue;
            }

            var varied = FlowingOperands(op).Where(_varied.Contains).ToList();
            if (varied.Count == 0)
            {
                continue;
            }

            foreach (var result in op.Results.Where(r => r.Type.IsDifferentiable))
            {
                if (op.Code == "inert_call")
                {
                    // Called but not differentiated, although an active value goes in and a number comes out.
                    throw new CompilationException("ADG0201", op.Span, op.Text("target").Replace("global::", ""));
                }

                if (op.Code == "field")
                {
                    // A number that the receiver holds and that is no parameter of it is a constant.
                    continue;
                }

                _varied.Add(result.Id);
            }
        }
    }

    private void Backward(IrBlock block)
    {
        for (int i = block.Ops.Count - 1; i >= 0; i--)
        {
            var op = block.Ops[i];
            if (op.Code == "if")
            {
                for (int r = 0; r < op.Results.Count; r++)
                {
                    if (_useful.Contains(op.Results[r].Id))
                    {
                        foreach (var region in op.Regions)
                        {
                            _useful.Add(region.Terminator.Operands[r]);
                        }
                    }
                }

                foreach (var region in op.Regions)
                {
                    Backward(region);
                }
            }
            else if (op.Results.Any(r => _useful.Contains(r.Id)))
            {
                foreach (int id in FlowingOperands(op))
                {
                    _useful.Add(id);
                }
            }
        }
    }

    // Operands through which a derivative can flow: not those that are only compared or that pick a piece.
    private static IEnumerable<int> FlowingOperands(IrOp op) => op.Code switch
    {
        "select" => op.Operands.Skip(2),
        "extent" or "dim" or "const" or "zero" => [],
        "gather" or "cross_entropy" => op.Operands.Take(1),
        _ when ScalarRules.Find(op.Code) is { } rule => rule.IsPiecewiseConstant ? [] : op.Operands.Where((_, i) => rule.Derivatives[i] != "0"),
        _ => op.Operands,
    };
}
