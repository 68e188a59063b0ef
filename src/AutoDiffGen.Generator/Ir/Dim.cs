using System.Collections.Immutable;
using System.Text;

namespace AutoDiffGen.Generator.Ir;

/// <summary>A product of symbols with an integer coefficient: <c>3 * B * E</c>. Symbols are sorted, so equal terms are equal records.</summary>
internal readonly record struct DimTerm(long Coefficient, EquatableArray<string> Symbols);

/// <summary>
/// A symbolic dimension in normal form: a sum of terms, sorted, without equal or zero terms. Two dimensions that are
/// the same polynomial are equal values.
/// </summary>
internal sealed record Dim
{
    private Dim(EquatableArray<DimTerm> terms) => Terms = terms;

    public static Dim Zero { get; } = new(EquatableArray<DimTerm>.Empty);

    public static Dim One { get; } = Constant(1);

    public EquatableArray<DimTerm> Terms { get; }

    public bool IsConstant => Terms.Count == 0 || (Terms.Count == 1 && Terms[0].Symbols.Count == 0);

    public bool IsOne => IsConstant && ConstantValue == 1;

    public long ConstantValue => Terms.Count == 0 ? 0 : Terms[0].Coefficient;

    /// <summary>The name, when the dimension is one symbol alone.</summary>
    public string? SingleSymbol =>
        Terms.Count == 1 && Terms[0].Coefficient == 1 && Terms[0].Symbols.Count == 1 && QuotientOf(Terms[0].Symbols[0]) is null ? Terms[0].Symbols[0] : null;

    /// <summary>The names in it, those within quotients too.</summary>
    public IEnumerable<string> Symbols => Terms.SelectMany(t => t.Symbols).SelectMany(s => QuotientOf(s) is var (a, b) ? a.Symbols.Concat(b.Symbols) : [s]).Distinct();

    public static Dim Constant(long value) =>
        value == 0 ? new(EquatableArray<DimTerm>.Empty) : new(EquatableArray.Of(new DimTerm(value, EquatableArray<string>.Empty)));

    public static Dim Symbol(string name) => new(EquatableArray.Of(new DimTerm(1, EquatableArray.Of(name))));

    public static Dim operator +(Dim a, Dim b) => Normalize(a.Terms.Concat(b.Terms));

    public static Dim operator -(Dim a, Dim b) => Normalize(a.Terms.Concat(b.Terms.Select(t => t with { Coefficient = -t.Coefficient })));

    public static Dim operator *(Dim a, Dim b) =>
        Normalize(a.Terms.SelectMany(x => b.Terms.Select(y =>
            new DimTerm(checked(x.Coefficient * y.Coefficient), x.Symbols.Concat(y.Symbols).OrderBy(s => s, StringComparer.Ordinal).ToEquatable()))));

    public static Dim Product(IEnumerable<Dim> dims) => dims.Aggregate(One, (a, b) => a * b);

    /// <summary>The exact quotient, or null when the division by a single term leaves a remainder or cannot be decided.</summary>
    public static Dim? Divide(Dim a, Dim b)
    {
        if (a.Equals(b) && b.Terms.Count > 0)
        {
            return One;
        }

        if (b.Terms.Count != 1)
        {
            return null;
        }

        var divisor = b.Terms[0];
        var terms = new List<DimTerm>();
        foreach (var term in a.Terms)
        {
            var symbols = term.Symbols.ToList();
            if (term.Coefficient % divisor.Coefficient != 0 || !divisor.Symbols.All(symbols.Remove))
            {
                return null;
            }

            terms.Add(new DimTerm(term.Coefficient / divisor.Coefficient, symbols.ToEquatable()));
        }

        return Normalize(terms);
    }

    /// <summary>The name under which a quotient that may leave a remainder counts as one symbol: <c>quotient(L - 1, 2)</c>.</summary>
    public const string QuotientName = "quotient";

    /// <summary>The quotient as C# divides whole numbers; a symbol of its own where it is not exact.</summary>
    public static Dim Quotient(Dim a, Dim b) => b.IsConstant && a.IsConstant && b.ConstantValue != 0 ? Constant(a.ConstantValue / b.ConstantValue)
        : Divide(a, b) ?? Symbol($"{QuotientName}({a}, {b})");

    private static (Dim A, Dim B)? QuotientOf(string symbol)
    {
        if (!symbol.StartsWith(QuotientName + "(", StringComparison.Ordinal))
        {
            return null;
        }

        // The comma that no inner quotient has around it.
        int depth = 0, comma = -1;
        for (int i = QuotientName.Length + 1; i < symbol.Length; i++)
        {
            depth += symbol[i] == '(' ? 1 : symbol[i] == ')' ? -1 : 0;
            comma = symbol[i] == ',' && depth == 0 ? i : comma;
        }

        string inner = symbol.Substring(QuotientName.Length + 1, comma - QuotientName.Length - 1), last = symbol.Substring(comma + 1, symbol.Length - comma - 2);
        return (DimParser.Parse(inner), DimParser.Parse(last));
    }

    /// <summary>Replaces symbols by dimensions; a symbol that the map does not name stays.</summary>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> map) =>
        Terms.Aggregate(Zero, (sum, term) =>
            sum + term.Symbols.Aggregate(Constant(term.Coefficient), (p, s) => p * (map.TryGetValue(s, out var d) ? d : QuotientOf(s) is var (a, b) ? Quotient(a.Substitute(map), b.Substitute(map)) : Symbol(s))));

    public bool Equals(Dim? other) => other is not null && Terms == other.Terms;

    public override int GetHashCode() => Terms.GetHashCode();

    /// <summary>The polynomial as C# (and as the author) would write it: <c>3 * E</c>, <c>B * T + 1</c>.</summary>
    public override string ToString() => FormatSymbols(s => s);

    /// <summary>The dimension as C# computes it.</summary>
    public string Format(Func<string, string> symbol) => FormatSymbols(s => QuotientOf(s) is not var (a, b) ? symbol(s)
        : $"({Part(a.Format(symbol), a)} / {Part(b.Format(symbol), b)})");

    private static string Part(string text, Dim dim) => dim.Terms.Count > 1 || (dim.Terms.Count == 1 && dim.Terms[0].Symbols.Count + (dim.Terms[0].Coefficient == 1 ? 0 : 1) > 1) ? $"({text})" : text;

    private string FormatSymbols(Func<string, string> symbol)
    {
        if (Terms.Count == 0)
        {
            return "0";
        }

        var text = new StringBuilder();
        foreach (var term in Terms)
        {
            long size = Math.Abs(term.Coefficient);
            text.Append(text.Length == 0 ? (term.Coefficient < 0 ? "-" : "") : (term.Coefficient < 0 ? " - " : " + "));
            var factors = term.Symbols.Select(symbol).ToList();
            if (size != 1 || factors.Count == 0)
            {
                factors.Insert(0, size.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            text.Append(string.Join(" * ", factors));
        }

        return text.ToString();
    }

    private static Dim Normalize(IEnumerable<DimTerm> terms) =>
        new(terms.GroupBy(t => string.Join("*", t.Symbols), StringComparer.Ordinal)
            .Select(g => new DimTerm(g.Sum(t => t.Coefficient), g.First().Symbols))
            .Where(t => t.Coefficient != 0)
            // Products before constants, longer products first: B * T + 1.
            .OrderByDescending(t => t.Symbols.Count)
            .ThenBy(t => string.Join("*", t.Symbols), StringComparer.Ordinal)
            .ToImmutableArray());
}
