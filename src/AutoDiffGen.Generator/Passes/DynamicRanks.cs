using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// What operations ask of tensors whose rank is only known when the program runs: how many of the first and the last
/// dimensions are looked at one by one, and which of them are the same. Each demand begins the shapes anew with what is
/// known by then; the member checks all of it on entry.
/// </summary>
internal sealed class DynamicRanks
{
    private readonly Dictionary<string, EquatableArray<Dim>> _packs = [];
    private readonly Dictionary<string, Dim> _same = [];

    /// <summary>What a tensor is taken for from now on is more than it was.</summary>
    public sealed class Refined : Exception;

    /// <summary>Of a parameter without a shape: all its dimensions.</summary>
    public static TensorType Unknown(TensorType type, string parameter) => type with { Dims = EquatableArray.Of(Dim.Symbol(Packs.Mark + parameter)) };

    /// <summary>The shape with the dimensions that are known by now.</summary>
    public EquatableArray<Dim> Of(EquatableArray<Dim> shape)
    {
        while (Packs.IndexIn(shape) is >= 0 and int at && _packs.TryGetValue(shape[at].SingleSymbol!, out var parts))
        {
            shape = shape.Take(at).Concat(parts).Concat(shape.Skip(at + 1)).ToEquatable();
        }

        return shape.Select(Of).ToEquatable();
    }

    public override string ToString() => string.Join("; ", _packs.Select(p => $"{p.Key} = ({string.Join(", ", p.Value)})").Concat(_same.Select(s => $"{s.Key} = {s.Value}")));

    private Dim Of(Dim dim)
    {
        while (dim.Symbols.Any(_same.ContainsKey))
        {
            dim = dim.Substitute(_same);
        }

        return dim;
    }

    /// <summary>Looks at some of the first and the last dimensions of a shape one by one.</summary>
    public void Split(EquatableArray<Dim> shape, int front, int back)
    {
        int at = Packs.IndexIn(shape);
        if (at >= 0 && (front > at || back > shape.Count - 1 - at) && shape[at].SingleSymbol is { } symbol)
        {
            _packs[symbol] = Packs.Split(symbol, Math.Max(front - at, 0), Math.Max(back - (shape.Count - 1 - at), 0));
            throw new Refined();
        }
    }

    /// <summary>Takes a tensor of a rank that is not known for one of this rank.</summary>
    public void Exactly(EquatableArray<Dim> shape, int rank)
    {
        int at = Packs.IndexIn(shape);
        if (at >= 0 && rank >= shape.Count - 1 && Packs.IsUnnamed(shape[at]) && shape[at].SingleSymbol is { } symbol)
        {
            _packs[symbol] = Packs.Exactly(symbol, rank - (shape.Count - 1));
            throw new Refined();
        }
    }

    /// <summary>Whether two dimensions are equal; one that no author has named is then the other.</summary>
    public bool Same(Dim a, Dim b)
    {
        if (a.Equals(b))
        {
            return true;
        }

        var (free, other) = Packs.IsUnnamed(a) ? (a, b) : Packs.IsUnnamed(b) ? (b, a) : (null, b);
        if (free?.SingleSymbol is not { } symbol || Packs.Is(free) != Packs.Is(other) || other.Symbols.Contains(symbol))
        {
            return false;
        }

        if (Packs.Is(free))
        {
            _packs[symbol] = EquatableArray.Of(other);
        }
        else
        {
            _same[symbol] = other;
        }

        throw new Refined();
    }

    /// <summary>As many of the last dimensions apart as the other shape has, or has behind its own pack.</summary>
    public void Align(EquatableArray<Dim> open, EquatableArray<Dim> other)
    {
        if (Packs.IndexIn(open) is >= 0 and int at && Packs.IsUnnamed(open[at]))
        {
            int pack = Packs.IndexIn(other);
            Split(open, pack < 0 ? 0 : pack, pack < 0 ? other.Count : other.Count - 1 - pack);
        }
    }
}
