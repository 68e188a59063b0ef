using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// The steps of one block and where its tensors live: a piece of scratch memory for every tensor that a step
/// writes and that has no other home.
/// </summary>
internal sealed class TensorPlan
{
    private readonly Dictionary<int, int> _viewOf = [];
    private readonly List<IrValue> _reserved = [];
    private readonly HashSet<int> _zeros = [];

    public TensorPlan(IrBlock block, IEnumerable<int> outside, Func<IrOp, string> group)
    {
        // A sum that a loop gathers in one place starts with that place cleared.
        var uses = IrWalk.UseCounts(block);
        var starts = new HashSet<int>(block.Ops.Where(op => op.Code is "for" or "while").SelectMany(CarriedTensors.Sums));
        _zeros.UnionWith(block.Ops.Where(op => op.Code == "zero" && op.Result.Type is TensorType && starts.Contains(op.Result.Id) && uses[op.Result.Id] == 1).Select(op => op.Result.Id));
        block = block with { Ops = block.Ops.Where(op => op.Results.Count != 1 || !_zeros.Contains(op.Result.Id)).ToEquatable() };
        Steps = Fuse.Run(block, outside, group);
        foreach (var step in Steps.OfType<ViewStep>())
        {
            _viewOf[step.Op.Result.Id] = step.Op.Operands[0];
        }
    }

    public List<Step> Steps { get; }

    /// <summary>The scratch elements that the block needs.</summary>
    public Dim Total { get; private set; } = Dim.Zero;

    /// <summary>The value whose memory a value shares: itself, or what it is a view of.</summary>
    public int Root(int id) => _viewOf.TryGetValue(id, out int source) ? Root(source) : id;

    /// <summary>The tensors in scratch memory, in the order in which they are made.</summary>
    public IReadOnlyList<IrValue> Reserved => _reserved;

    /// <summary>Whether a value is a zero that is nowhere in memory.</summary>
    public bool IsZero(int id) => _zeros.Contains(id);

    public bool HasScratch(int id) => _reserved.Any(v => v.Id == id);

    /// <summary>Reserves scratch for a tensor; where its size is not known yet when memory is rented, it gets its own.</summary>
    public void Reserve(IrValue value, bool isLate)
    {
        if (!isLate)
        {
            _reserved.Add(value);
            Total += value.Tensor!.Size;
        }
    }

    /// <summary>Every tensor that a step writes to memory.</summary>
    public IEnumerable<IrValue> Written(Func<int, bool> isRead) => Steps.SelectMany(step => step switch
    {
        LoopStep loop => loop.Outputs,
        KernelStep kernel => kernel.Op.Results.Where(r => r.Type is TensorType && isRead(r.Id)),
        _ => [],
    });
}
