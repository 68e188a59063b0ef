using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>A number of rows or columns, as C#: terms that are only known when the program runs, and a constant.</summary>
internal sealed record Extent(EquatableArray<string> Terms, int Constant)
{
    public static Extent Zero { get; } = Of(0);

    public static Extent Of(int constant) => new(EquatableArray<string>.Empty, constant);

    public static Extent Of(string term) => new(EquatableArray.Of(term), 0);

    public static Extent operator +(Extent a, Extent b) => new(a.Terms.Concat(b.Terms).ToEquatable(), a.Constant + b.Constant);

    public string Text => string.Join(" + ", Constant != 0 || Terms.Count == 0 ? Terms.Append(Constant.ToString(CultureInfo.InvariantCulture)) : Terms);

    /// <summary>Which element of a lane it is that belongs to the column with this number.</summary>
    public string Lane(string first) => Terms.Count == 0 && Constant == 0 ? "-" + first : $"{Text} - {first}";

    /// <summary>The numbers in a value that have derivatives.</summary>
    public static Extent Numbers(IrType type, string text)
    {
        if (type is not ArrayType array)
        {
            return Of(DirectionLanes.LanesOf(type));
        }

        int each = DirectionLanes.LanesOf(array.Innermost);
        string count = array is { Rank: 1, Element: ArrayType } ? $"Directions.Count({text})" : text + ".Length";
        return Of(each == 1 ? count : $"{count} * {each.ToString(CultureInfo.InvariantCulture)}");
    }
}

/// <summary>The columns of one active parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Matrix">Where they are stored.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Start">The first one's number among all columns that are computed.</param>
/// <param name="Wanted">A C# number that is 0 where they are not wanted.</param>
internal sealed record ParameterColumns(SignatureParameter Parameter, Matrix Matrix, Extent Count, Extent Start, string Wanted);
