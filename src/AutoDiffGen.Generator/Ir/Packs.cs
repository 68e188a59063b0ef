using System.Globalization;

namespace AutoDiffGen.Generator.Ir;

/// <summary>
/// Any number of dimensions in a row that count as one, whose size is the product of theirs: the <c>"..."</c> of
/// <c>[Shape("...", "D")]</c>, and all dimensions of a tensor without <c>[Shape]</c>. Operations on it see a tensor of a
/// rank that is known; only where lengths are read, compared and made does it stand for all of them.
/// </summary>
internal static class Packs
{
    /// <summary>
    /// The symbol that all parameters of a method share; followed by a parameter's name, the dimensions of that one alone;
    /// and by two numbers, where so many of the first and of the last dimensions stand apart.
    /// </summary>
    public const string Mark = "...";

    private const string First = ".at", Last = ".end", Everybody = "leading";

    public static bool Is(string symbol) => symbol.Contains(Mark);

    public static bool Is(Dim dim) => dim.SingleSymbol is { } symbol && Is(symbol);

    /// <summary>The place of the pack in a shape, or -1.</summary>
    public static int IndexIn(EquatableArray<Dim> shape)
    {
        for (int i = 0; i < shape.Count; i++)
        {
            if (Is(shape[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a dimension is one of a tensor whose shape no author has written, or all of them.</summary>
    public static bool IsUnnamed(Dim dim) => dim.SingleSymbol is { } symbol
        && (Is(symbol) ? Read(symbol).Owner != Everybody : Display(symbol) != symbol && !symbol.StartsWith(Everybody + ".", StringComparison.Ordinal));

    /// <summary>The pack with some of its first and last dimensions apart.</summary>
    public static EquatableArray<Dim> Split(string symbol, int front, int back)
    {
        var (owner, before, after) = Read(symbol);
        return Enumerable.Range(before, front).Select(i => Dim.Symbol(owner + First + Number(i)))
            .Append(Dim.Symbol($"{Mark}{(owner == Everybody ? "" : owner)}.{Number(before + front)}.{Number(after + back)}"))
            .Concat(Enumerable.Range(after + 1, back).Reverse().Select(i => Dim.Symbol(owner + Last + Number(i)))).ToEquatable();
    }

    /// <summary>So many dimensions and no more.</summary>
    public static EquatableArray<Dim> Exactly(string symbol, int count)
    {
        var (owner, before, _) = Read(symbol);
        return Enumerable.Range(before, count).Select(i => Dim.Symbol(owner + First + Number(i))).ToEquatable();
    }

    /// <summary>The symbol as the author would write it.</summary>
    public static string Display(string symbol)
    {
        if (Is(symbol))
        {
            return Mark;
        }

        foreach (var (part, sign) in new[] { (First, ""), (Last, "^") })
        {
            int at = symbol.LastIndexOf(part, StringComparison.Ordinal);
            if (at > 0 && int.TryParse(symbol.Substring(at + part.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                return $"{symbol.Substring(0, at)}.Lengths[{sign}{Number(index)}]";
            }
        }

        return symbol;
    }

    /// <summary>What a local for it is called.</summary>
    public static string Hint(string symbol) => Is(symbol) ? Read(symbol).Owner + "Size"
        : Display(symbol) == symbol ? symbol : symbol.Replace(First, "Length").Replace(Last, "LengthFromEnd");

    /// <summary>What the lengths of all its dimensions are called.</summary>
    public static string LengthsHint(string symbol) => Read(symbol).Owner is var owner && owner == Everybody ? owner : owner + "Lengths";

    private static (string Owner, int Front, int Back) Read(string symbol)
    {
        string[] parts = symbol.Substring(symbol.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length).Split('.');
        string owner = parts[0].Length == 0 ? Everybody : parts[0];
        return parts.Length == 3 ? (owner, int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture)) : (owner, 0, 0);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
