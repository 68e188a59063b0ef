using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Slices that a branch or a loop picks: beside the number of the array go the start and the length of the part.
internal sealed partial class NameReferences
{
    // References that may stand for a part of an array, and where their starts and lengths are.
    private readonly HashSet<int> _partial = [];
    private readonly Dictionary<int, (int Start, int Count)> _parts = [];

    // A slice at the top of the function has a number of its own.
    private bool IsSlice(int id) => _definitions.TryGetValue(id, out var op) && op.Code == "slice" && !_nameable.Contains(id) && !_jagged.Contains(id);

    /// <summary>What a slice, or a slice of a slice, is a part of.</summary>
    private int Whole(int id) => IsSlice(id) ? Whole(_definitions[id].Operands[0]) : id;

    private void FindParts()
    {
        int before;
        do
        {
            before = _partial.Count;
            _partial.UnionWith(_named.Where(id => _sources[id].Any(s => IsSlice(s) || _partial.Contains(s))).ToList());
        }
        while (_partial.Count > before);
    }

    // What goes along with the number of a reference.
    private IEnumerable<int> Ends(int picked, int given, List<IrOp> ops) => _partial.Contains(picked) ? [Start(given, ops), Count(given, ops)] : [];

    private int Start(int id, List<IrOp> ops)
    {
        if (_parts.TryGetValue(id, out var part))
        {
            return part.Start;
        }

        if (!IsSlice(id))
        {
            return Constant(0, ops);
        }

        // A part of a part must lie in it, not only in the array.
        var slice = _definitions[id];
        int owner = slice.Operands[0], start = slice.Operands[1];
        if (!IsSlice(owner) && !_parts.ContainsKey(owner))
        {
            return start;
        }

        int outer = Start(owner, ops);
        int inner = Number("within", ops, Count(owner, ops), start, slice.Operands[2]);
        return Number("add", ops, outer, inner);
    }

    private int Count(int id, List<IrOp> ops)
    {
        if (_parts.TryGetValue(id, out var part))
        {
            return part.Count;
        }

        if (_undefined.Contains(id) || _nulls.Contains(id))
        {
            return Constant(0, ops);
        }

        if (IsSlice(id))
        {
            return _definitions[id].Operands[2];
        }

        var length = new IrValue(_nextId++, ScalarType.I32);
        ops.Add(IrOp.Create("length", [id], [length], [new("axis", "0")]));
        return length.Id;
    }

    private int Number(string code, List<IrOp> ops, params int[] operands)
    {
        var result = new IrValue(_nextId++, ScalarType.I32);
        ops.Add(IrOp.Create(code, operands, [result]));
        return result.Id;
    }
}
