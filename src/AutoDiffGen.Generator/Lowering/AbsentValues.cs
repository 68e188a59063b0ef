using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// What a nullable parameter holds is zero where it holds nothing, and has no derivative there: what is returned, or handed
/// to a call, as it is, is read through a branch on whether it is there, so that no adjoint comes back to it.
/// </summary>
internal static class AbsentValues
{
    private const string Mark = "present";

    /// <param name="optional">For each nullable value among the parameters: whether it holds something, and the numbers that it holds.</param>
    public static IrFunction Run(IrFunction function, IEnumerable<(int Has, IReadOnlyList<int> Numbers)> optional)
    {
        var types = function.Parameters.ToDictionary(p => p.Value.Id, p => p.Value);
        int next = function.NextId;
        var body = function.Body;
        var guards = new List<IrOp>();
        foreach (var (has, all) in optional)
        {
            var used = new HashSet<int>();
            Unguarded(body, has, used);
            var numbers = all.Where(id => used.Contains(id) && types[id].Type.IsDifferentiable).ToList();
            if (numbers.Count == 0)
            {
                continue;
            }

            var zeros = numbers.Select(id => IrOp.Create("zero", [], [new IrValue(next++, types[id].Type)])).ToList();
            var results = numbers.Select(id => types[id] with { Id = next++, Name = types[id].Name.Replace(".", "") }).ToList();
            var there = new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray.Of(IrOp.Create("yield", numbers, [])));
            var absent = new IrBlock(EquatableArray<IrValue>.Empty, zeros.Append(IrOp.Create("yield", zeros.Select(z => z.Result.Id).ToList(), [])).ToEquatable());
            body = Renamed(body, has, numbers.Zip(results, (id, r) => (id, r.Id)).ToDictionary(p => p.id, p => p.Item2));

            // Of a nullable struct in another one the outer branch comes first.
            guards.Add(IrOp.Create("if", [has], results, [new(Mark, "true")], IrSpan.None, [there, absent]));
        }

        return guards.Count == 0 ? function : function with { Body = body with { Ops = guards.Concat(body.Ops).ToEquatable() } };
    }

    /// <summary>The value that such a branch reads; any other value itself.</summary>
    public static Func<int, int> Sources(IrBlock block)
    {
        var sources = new Dictionary<int, int>();
        foreach (var op in IrWalk.AllOps(block).Where(op => op.Code == "if" && op.Flag(Mark)))
        {
            for (int i = 0; i < op.Results.Count; i++)
            {
                sources[op.Results[i].Id] = op.Regions[0].Terminator.Operands[i];
            }
        }

        int Source(int id) => sources.TryGetValue(id, out int from) ? Source(from) : id;
        return Source;
    }

    // A branch on whether something is there reads what is.
    private static bool IsGuard(IrOp op, int has) => op.Code == "if" && op.Operands[0] == has;

    private static void Unguarded(IrBlock block, int has, HashSet<int> used)
    {
        foreach (var op in block.Ops)
        {
            used.UnionWith(op.Operands);
            foreach (var region in op.Regions.Skip(IsGuard(op, has) ? 1 : 0))
            {
                Unguarded(region, has, used);
            }
        }
    }

    private static IrBlock Renamed(IrBlock block, int has, Dictionary<int, int> map) => block with
    {
        Ops = block.Ops.Select(op => op with
        {
            Operands = op.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable(),
            Regions = op.Regions.Select((r, i) => i == 0 && IsGuard(op, has) ? r : Renamed(r, has, map)).ToEquatable(),
        }).ToEquatable(),
    };
}
