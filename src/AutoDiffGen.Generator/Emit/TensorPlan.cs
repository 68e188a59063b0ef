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

    public TensorPlan(IrBlock block, IEnumerable<int> outside, Func<IrOp, string> group)
    {
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

    public bool HasScratch(int id) => _reserved.Any(v => v.Id == id);

    /// <summary>Reserves scratch for a tensor.</summary>
    public void Reserve(IrValue value)
    {
        _reserved.Add(value);
        Total += value.Tensor!.Size;
    }

    /// <summary>Every tensor that a step writes to memory.</summary>
    public IEnumerable<IrValue> Written(Func<int, bool> isRead) => Steps.SelectMany(step => step switch
    {
        LoopStep loop => loop.Outputs,
        KernelStep kernel => kernel.Op.Results.Where(r => r.Type is TensorType && isRead(r.Id)),
        _ => [],
    });
}
