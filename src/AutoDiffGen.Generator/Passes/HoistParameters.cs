using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Moves the reads of trainable tensors to the top of the function, one for each tensor, so that its adjoint gathers
/// what every use contributes, inside branches too.
/// </summary>
internal static class HoistParameters
{
    public static IrFunction Run(IrFunction function)
    {
        var first = new Dictionary<(int, string), IrOp>();
        var map = new Dictionary<int, int>();
        IrBlock Strip(IrBlock block)
        {
            var ops = new List<IrOp>();
            foreach (var op in block.Ops)
            {
                if (op.Code != "parameter")
                {
                    ops.Add(op with { Regions = op.Regions.Select(Strip).ToEquatable() });
                    continue;
                }

                var key = (op.Operands[0], op.Text("member"));
                if (!first.TryGetValue(key, out var kept))
                {
                    first[key] = kept = op;
                }

                map[op.Result.Id] = kept.Result.Id;
            }

            return block with { Ops = ops.ToEquatable() };
        }

        var body = IrWalk.Rename(Strip(function.Body), map);
        return function with { Body = body with { Ops = first.Values.Concat(body.Ops).ToEquatable() } };
    }
}
