using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The contributions to each value's adjoint, summed when the value's own operation is reached.</summary>
internal sealed class Adjoints(IrBuilder builder)
{
    private readonly Dictionary<int, List<int>> _contributions = [];

    public IEnumerable<int> Ids => _contributions.Keys;

    public void Add(int id, int contribution)
    {
        if (!builder.TypeOf(id).Equals(builder.TypeOf(contribution)))
        {
            throw new InvalidOperationException($"The adjoint of %{id} is {builder.TypeOf(contribution)}, not {builder.TypeOf(id)}.");
        }

        if (!_contributions.TryGetValue(id, out var list))
        {
            _contributions[id] = list = [];
        }

        list.Add(contribution);
    }

    public int? Take(int id, bool isFinal = true)
    {
        if (!_contributions.TryGetValue(id, out var list))
        {
            return null;
        }

        _contributions.Remove(id);
        int sum = list.Aggregate((a, b) => builder.Elementwise("add", a, b));
        if (isFinal)
        {
            builder.Suggest(sum, id);
        }

        return sum;
    }

    /// <summary>The adjoint of a trainable tensor: that of every operation that reads it.</summary>
    public int? TakeMember(List<IrOp> ops, string member)
    {
        var parts = ops.Where(op => op.Code == "parameter" && op.Text("member") == member).Select(op => Take(op.Result.Id)).OfType<int>().ToList();
        return parts.Count == 0 ? null : parts.Aggregate((a, b) => builder.Elementwise("add", a, b));
    }
}
