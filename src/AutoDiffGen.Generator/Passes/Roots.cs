using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which memory every reference may stand for, by the value that names it: a parameter, an array made in the function,
/// something read from an object.
/// </summary>
internal sealed class Roots
{
    private static readonly ConditionalWeakTable<IrFunction, Roots> Known = new();

    private readonly Dictionary<int, HashSet<int>> _of = [];
    private readonly HashSet<int> _written = [];
    private bool _changed;

    private Roots()
    {
    }

    /// <summary>The roots of a function; found once for each, which passes and emitters share.</summary>
    public static Roots Analyze(IrFunction function) => Known.GetValue(function, Find);

    private static Roots Find(IrFunction function)
    {
        var roots = new Roots();
        foreach (var parameter in function.Parameters.Where(p => p.Type is ArrayType))
        {
            roots._of[parameter.Value.Id] = [parameter.Value.Id];
        }

        do
        {
            roots._changed = false;
            roots.Block(function.Body);
        }
        while (roots._changed);
        foreach (var op in IrWalk.AllOps(function.Body))
        {
            foreach (int array in Writes(op))
            {
                roots._written.UnionWith(roots.Of(array));
            }
        }

        return roots;
    }

    /// <summary>The roots of an array value; empty for anything else.</summary>
    public IReadOnlyCollection<int> Of(int id) => _of.TryGetValue(id, out var roots) ? roots : [];

    /// <summary>Whether anything in the function may write to a root.</summary>
    public bool IsWritten(int root) => _written.Contains(root);

    /// <summary>The arrays that an operation may write to.</summary>
    public static IEnumerable<int> Writes(IrOp op) => op.Code switch
    {
        "store" or "add_to" => op.Operands.Take(1),
        "inert_call" when op.TryText("reads") is null => op.Operands,
        "rule_call" => new RuleCall(op).Written,
        "call" => op.OperandsOf("writes"),
        _ => [],
    };

    private void Block(IrBlock block)
    {
        foreach (var op in block.Ops)
        {
            foreach (var region in op.Regions)
            {
                Block(region);
            }

            switch (op.Code)
            {
                case "if":
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        Join(op.Results[i], op.Regions.Select(r => r.Terminator.Operands[i]));
                    }

                    break;
                case "while" or "for":
                    var loop = new LoopView(op);
                    for (int i = 0; i < loop.Count; i++)
                    {
                        foreach (var value in loop.Carried(i))
                        {
                            Join(value, [loop.Initial(i), loop.Next(i)]);
                        }
                    }

                    break;
                case "slice" or "load" or "choose":
                    Join(op.Result, op.Operands);
                    break;
                case "rows":
                    Join(op.Result, op.Operands.Take(1));
                    break;
                case "undef":
                    break;
                default:
                    foreach (var result in op.Results.Where(r => r.Type is ArrayType && !_of.ContainsKey(r.Id)))
                    {
                        _of[result.Id] = [result.Id];
                    }

                    break;
            }
        }
    }

    private void Join(IrValue value, IEnumerable<int> sources)
    {
        if (value.Type is not ArrayType)
        {
            return;
        }

        if (!_of.TryGetValue(value.Id, out var roots))
        {
            _of[value.Id] = roots = [];
        }

        int before = roots.Count;
        roots.UnionWith(sources.SelectMany(Of).ToList());
        _changed |= roots.Count > before;
    }
}
