using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// The records that a function pushes on its stacks and pops again. A record is named by its stack and its number; what
/// is popped at a place of it is what was pushed there.
/// </summary>
internal sealed class Records(IrBlock body)
{
    private readonly ILookup<string, IrOp> _pushes = IrWalk.AllOps(body).Where(op => op.Code == "push").ToLookup(Key);
    private readonly ILookup<string, IrOp> _pops = IrWalk.AllOps(body).Where(op => op.Code == "pop").ToLookup(Key);

    /// <summary>The values that may come back as a result of a pop.</summary>
    public IEnumerable<int> Pushed(IrOp pop, int place) => _pushes[Key(pop)].Select(push => push.Operands[place]);

    /// <summary>Whether what a push puts at a place comes back as one of some values.</summary>
    public bool IsPopped(IrOp push, int place, Func<int, bool> values) => _pops[Key(push)].Any(pop => place < pop.Results.Count && values(pop.Results[place].Id));

    /// <summary>The places of a record that are active where it is popped: the same for its push and its pop.</summary>
    public IReadOnlyList<int> ActiveOf(IrOp op, Func<int, bool> isActive) =>
        [.. _pops[Key(op)].SelectMany(pop => Enumerable.Range(0, pop.Results.Count).Where(i => isActive(pop.Results[i].Id))).Distinct().OrderBy(i => i)];

    /// <summary>The stack of an operation; empty for the tape between a forward part and its reverse part.</summary>
    public static string Stack(IrOp op) => op.TryText("stack") ?? "";

    public static bool IsRecord(IrOp op) => op.Code is "push" or "pop" or "push_all" or "pop_all";

    private static string Key(IrOp op) => Stack(op) + ":" + op.TryText("record");
}
