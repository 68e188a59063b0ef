using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// The derivative of a derivative: the adjoints of what a stack holds are another stack. Reversed, the last record that was
// popped comes first and is pushed, and its push, which comes last, pops it.
internal sealed partial class Differentiate
{
    private Stacks _stacks = Stacks.Of(new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray<IrOp>.Empty));

    private void ReverseRecord(IrOp op, Adjoints adjoints)
    {
        var active = _activity.ActiveOf(op);
        if (active.Count == 0)
        {
            return;
        }

        IrAttribute[] attributes = [new("record", op.Text("record")), new("stack", _stacks.Adjoint(Records.Stack(op)))];
        if (op.Code == "pop")
        {
            var given = active.Select(i => adjoints.Take(op.Results[i].Id) ?? _builder.Op("zero", op.Results[i].Type, []));
            _builder.Append(IrOp.Create("push", given.ToList(), [], attributes, op.Span));
            return;
        }

        var adjoint = active.Select(i => Fresh(_builder.TypeOf(op.Operands[i]), _builder.Names.TryGetValue(op.Operands[i], out string? name) ? Adjoint(name) : "")).ToList();
        _builder.Append(IrOp.Create("pop", [], adjoint, attributes, op.Span));
        for (int i = 0; i < active.Count; i++)
        {
            adjoints.Add(op.Operands[active[i]], adjoint[i].Id);
        }
    }
}

/// <summary>The names of the stacks of a function.</summary>
internal sealed class Stacks
{
    private readonly HashSet<string> _used;
    private readonly Dictionary<string, string> _adjoints = [];

    private Stacks(HashSet<string> used) => _used = used;

    public static Stacks Of(params IrBlock[] blocks) => new([.. blocks.SelectMany(Names)]);

    /// <summary>Every named stack of a block, in order of first use.</summary>
    public static IEnumerable<string> Names(IrBlock block) =>
        IrWalk.AllOps(block).Where(Records.IsRecord).Select(Records.Stack).Where(s => s.Length > 0).Distinct();

    public string Adjoint(string stack) => _adjoints.TryGetValue(stack, out string? known) ? known : _adjoints[stack] = Fresh("d" + char.ToUpperInvariant(stack[0]) + stack.Substring(1));

    /// <summary>A name that no stack of the function has.</summary>
    public string Fresh(string name)
    {
        string free = name;
        for (int i = 2; !_used.Add(free); i++)
        {
            free = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return free;
    }
}
