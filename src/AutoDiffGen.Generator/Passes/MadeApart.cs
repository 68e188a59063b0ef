using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which arrays of one table are known not to be the same. Every execution of <c>table_add</c> makes a new array, so that
/// one whose number was known before is another one, now and in every later iteration.
/// </summary>
internal sealed class MadeApart
{
    private readonly Dictionary<int, IrOp> _definitions = [];

    // Where each number becomes known: the order of what defines it, and the operations in whose regions it stands.
    private readonly Dictionary<int, (int Order, List<IrOp> Owners)> _known = [];

    public MadeApart(IReadOnlyDictionary<IrOp, FixedLoads.Place> places)
    {
        foreach (var (op, place) in places.Select(p => (p.Key, p.Value)))
        {
            foreach (var result in op.Results)
            {
                _definitions[result.Id] = op;
                _known[result.Id] = (place.Order, [.. place.Owners]);
            }

            foreach (var argument in op.Regions.SelectMany(r => r.Arguments))
            {
                _known[argument.Id] = (place.Order, [.. place.Owners, op]);
            }
        }
    }

    /// <summary>Whether writing to one array, as it is made here, never changes another that is read.</summary>
    public bool AreApart(int read, int written)
    {
        if (Number(written) is not { } made || !_definitions.TryGetValue(made, out var op) || op.Code != "table_add" || Number(read) is not { } number || !_known.TryGetValue(number, out var known))
        {
            return false;
        }

        // What is known before the array is made is the number of an older one.
        var (order, owners) = _known[made];
        return known.Order < order && known.Owners.Count <= owners.Count && known.Owners.Zip(owners, ReferenceEquals).All(same => same);
    }

    // The number of an array of a table, through slices and choices.
    private int? Number(int array) => _definitions.TryGetValue(array, out var op) ? op.Code switch
    {
        "slice" => Number(op.Operands[0]),
        "choose" => op.Operands[0],
        "load" => op.Operands[1],
        _ => null,
    }
    : null;
}
