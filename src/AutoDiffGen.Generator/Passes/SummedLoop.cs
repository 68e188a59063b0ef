using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// The body of a loop whose iterations meet in sums alone, so that each sum can be taken over all of them before the next:
/// it reads elements, adds to elements of other arrays, and sets to zero what it has read.
/// </summary>
internal sealed class SummedLoop
{
    private readonly HashSet<int> _varying = [];

    private SummedLoop(int index, List<IrOp> constant) => (Index, Fixed) = (index, constant);

    public int Index { get; }

    /// <summary>What does not depend on the index, branches aside.</summary>
    public List<IrOp> Fixed { get; }

    public bool Varies(int id) => _varying.Contains(id);

    /// <summary>Whether an operation computes a number that does not depend on the index.</summary>
    public bool IsFixed(IrOp op) => OpTable.IsPure(op) && op.Results.Count > 0 && !op.Results.Any(r => Varies(r.Id));

    /// <summary>The loop of this body, or null where its iterations may meet in something else.</summary>
    /// <param name="clears">Whether it may read and clear memory that the reverse block writes.</param>
    public static SummedLoop? Read(IrBlock body, ReverseMemory memory, bool clears)
    {
        var loop = new SummedLoop(body.Arguments[0].Id, []);
        loop._varying.Add(loop.Index);
        var effects = new List<IrOp>();
        if (!loop.Collect(body, memory, clears, effects, within: false) || !effects.Any(o => o.Code == "add_to"))
        {
            return null;
        }

        loop.Fixed.AddRange(body.Body.Where(loop.IsFixed));
        return IsIndependent(effects, memory) ? loop : null;
    }

    private bool Collect(IrBlock block, ReverseMemory memory, bool clears, List<IrOp> effects, bool within)
    {
        foreach (var op in block.Body)
        {
            if (op.Code == "if" && clears && !within && op.Results.Count == 0 && !Varies(op.Operands[0]))
            {
                if (!op.Regions.All(r => Collect(r, memory, clears, effects, within: true)))
                {
                    return false;
                }
            }
            else if (op.Code == "add_to" || (clears && memory.IsClear(op) && op.Operands.Count == 3 && op.TryText("path") is null && op.TryText("paths") is null))
            {
                effects.Add(op);
            }
            else if (clears && !within && op.Code == "load" && !op.Flag("fixed") && op.Operands.Count == 2 && op.Result.Type is ScalarType && op.TryText("path") is null)
            {
                effects.Add(op);
                _varying.Add(op.Result.Id);
            }
            else if (op.Regions.Count > 0 || !OpTable.IsPure(op))
            {
                return false;
            }
            else if (op.Operands.Any(Varies))
            {
                _varying.UnionWith(op.Results.Select(r => r.Id));
            }
        }

        return true;
    }

    // What is read and changes is one place an iteration, which is cleared after it was read if at all; nothing is added there.
    private static bool IsIndependent(List<IrOp> effects, ReverseMemory memory)
    {
        var changing = effects.Where(o => o.Code != "add_to").ToList();
        if (changing.Count == 0)
        {
            return true;
        }

        if (effects.Any(o => memory.Root(o.Operands[0]) is null))
        {
            return false;
        }

        var roots = new HashSet<int>(changing.Select(o => memory.Root(o.Operands[0])!.Value));
        if (effects.Any(o => o.Code == "add_to" && roots.Contains(memory.Root(o.Operands[0])!.Value)))
        {
            return false;
        }

        foreach (int root in roots)
        {
            // Loads stand outside of branches, and so before every store to their place or after it in the same block.
            var there = changing.Where(o => memory.Root(o.Operands[0]) == root).ToList();
            int firstClear = there.FindIndex(o => o.Code == "store");
            if (firstClear >= 0 && (there.FindLastIndex(o => o.Code == "load") > firstClear
                || there.Any(o => o.Operands[0] != there[0].Operands[0] || o.Operands[1] != there[0].Operands[1])))
            {
                return false;
            }
        }

        return true;
    }
}
