using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// The memory of the tensors that a loop carries. A value that an iteration hands on is written to one of two buffers while
/// the present one, in the other, is read. A sum that nothing else reads is gathered in one place. What stays as it is, and
/// what is only picked among tensors that are there already (tensors of indices), needs no memory.
/// </summary>
internal sealed class CarriedTensors
{
    private readonly EmitContext _context;
    private readonly LoopView _loop;
    private readonly TensorPlan _plan;
    private readonly List<string> _variables;
    private readonly Dictionary<int, string> _buffers = [];
    private readonly Dictionary<int, string> _sums = [];
    private readonly Dictionary<int, string> _homes = [];

    /// <param name="body">The steps of the loop's body.</param>
    /// <param name="variables">The variables of the carried values, which hold the initial ones.</param>
    /// <param name="isZero">Whether an initial value is a zero that is nowhere in memory.</param>
    public CarriedTensors(EmitContext context, IrOp loop, TensorPlan body, List<string> variables, Func<int, bool> isZero)
    {
        (_context, _loop, _plan, _variables) = (context, new LoopView(loop), body, variables);
        var written = new HashSet<int>(body.Written(_ => true).Select(v => v.Id));
        foreach (int i in Indices(_loop).Where(i => _loop.Next(i) != _loop.Argument(i).Id && IsComputed(i)))
        {
            var type = (TensorType)loop.Results[i].Type;
            if (IsSum(_loop, i))
            {
                string sum = context.Assigned.ContainsKey(loop.Results[i].Id) ? context.Names.Take(variables[i] + "Sum") : variables[i];
                context.Writer.Line($"Span<{type.Element.CSharp}> {sum} = {context.Temporary(type.Size)};");
                context.Writer.Line(isZero(_loop.Initial(i)) ? $"{sum}.Clear();" : $"{context.Span(_loop.Initial(i))}.CopyTo({sum});");
                if (sum != variables[i])
                {
                    context.Writer.Line($"{variables[i]} = {sum};");
                }

                _sums[i] = sum;
                _homes[_loop.Next(i)] = sum;
                continue;
            }

            string buffers = _buffers[i] = context.Names.Take(variables[i] + "Buffers");
            string take = context.Temporary(type.Size);
            context.Writer.Line($"TwoBuffers<{type.Element.CSharp}> {buffers} = new({take}, {context.Temporary(type.Size)});");
            int root = body.Root(_loop.Next(i));
            if (written.Contains(root) && !_homes.ContainsKey(root))
            {
                _homes[root] = buffers + ".Next";
            }
        }
    }

    /// <summary>Where steps of the body write values that are handed on.</summary>
    public IReadOnlyDictionary<int, string> Homes => _homes;

    /// <summary>The zeros that sums of a loop start with.</summary>
    public static IEnumerable<int> Sums(IrOp op)
    {
        var loop = new LoopView(op);
        return Indices(loop).Where(i => IsSum(loop, i)).Select(loop.Initial);
    }

    /// <summary>Whether a carried tensor has a place of its own, into which the initial value goes: it is declared here.</summary>
    public static bool IsSum(IrOp op, int i) => op.Results[i].Type is TensorType && IsSum(new LoopView(op), i);

    /// <summary>Hands the values on at the end of an iteration, none before every other is in its buffer.</summary>
    public void Finish()
    {
        var changed = Indices(_loop).Where(i => _loop.Next(i) != _loop.Argument(i).Id && !_sums.ContainsKey(i)).ToList();
        foreach (int i in changed.Where(_buffers.ContainsKey))
        {
            int root = _plan.Root(_loop.Next(i));
            if (!_homes.TryGetValue(root, out string? home) || home != _buffers[i] + ".Next")
            {
                _context.Writer.Line($"{_context.Span(_loop.Next(i))}.CopyTo({_buffers[i]}.Next);");
            }
        }

        foreach (int i in changed.Where(_buffers.ContainsKey))
        {
            _context.Writer.Line($"{_variables[i]} = {_buffers[i]}.Swap();");
        }

        // Those that are only picked may change places.
        var picked = changed.Where(i => !_buffers.ContainsKey(i)).Select(i => (Variable: _variables[i], Span: _context.Span(_loop.Next(i)), Type: _loop.Op.Results[i].Type)).ToList();
        var waiting = picked.Select(p => picked.Any(o => o.Variable != p.Variable && o.Variable == p.Span) ? _context.Names.Take("next" + NameScope.Pascal(p.Variable)) : "").ToList();
        for (int k = 0; k < picked.Count; k++)
        {
            if (waiting[k].Length > 0)
            {
                _context.Writer.Line($"{ScalarEmitter.TypeText(picked[k].Type)} {waiting[k]} = {picked[k].Span};");
            }
        }

        for (int k = 0; k < picked.Count; k++)
        {
            _context.Writer.Line($"{picked[k].Variable} = {(waiting[k].Length > 0 ? waiting[k] : picked[k].Span)};");
        }
    }

    private static IEnumerable<int> Indices(LoopView loop)
    {
        var op = loop.Op;
        return Enumerable.Range(0, loop.Count).Where(i => op.Results[i].Type is TensorType);
    }

    // Tensors of indices are never computed, only picked.
    private bool IsComputed(int i) => _loop.Op.Results[i].Tensor!.Element.IsFloating;

    // What is added to it, element by element, is all that reads it: the sum may lie where the old one does.
    private static bool IsSum(LoopView loop, int i)
    {
        int argument = loop.Argument(i).Id;
        var producer = loop.Body.Body.FirstOrDefault(op => op.Results.Any(r => r.Id == loop.Next(i)));
        return producer is not null && OpTable.IsElementwise(producer) && ScalarRules.Find(producer.Code) is not null && producer.Result.Tensor is { Element.IsFloating: true }
            && producer.Operands.Contains(argument)
            && producer.Result.Type.Equals(loop.Argument(i).Type)
            && loop.Op.Regions.SelectMany(IrWalk.AllOps).Sum(op => op.Operands.Count(id => id == argument || (!loop.IsCounted && id == loop.Op.Regions[0].Arguments[i].Id))) == 1
            && loop.Body.Terminator.Operands.Count(id => id == loop.Next(i)) == 1;
    }
}
