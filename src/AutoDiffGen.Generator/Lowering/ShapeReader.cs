using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// Reads the dimensions of <c>[Shape]</c> and <c>[Parameter]</c>. A name is an int parameter of the method, an int member
/// of the receiver (marked <c>this.</c> in the IR), or a new symbol.
/// </summary>
internal static class ShapeReader
{
    /// <summary>The dimensions, or null and a sentence for a text that is none.</summary>
    public static EquatableArray<Dim>? TryRead(AttributeData attribute, IMethodSymbol? method, INamedTypeSymbol? type, out string error)
    {
        var dims = new List<Dim>();
        foreach (string text in Symbols.Texts(attribute))
        {
            if (text.Trim() == Packs.Mark)
            {
                if (dims.Count > 0 || method is null)
                {
                    error = method is null ? "a parameter of a model has a number of dimensions that is known, so \"...\" is not possible here" : "\"...\" stands before all other dimensions";
                    return null;
                }

                dims.Add(Dim.Symbol(Packs.Mark));
                continue;
            }

            if (text.Contains(Packs.Mark))
            {
                error = $"'{text}' is no dimension: \"...\" stands alone, for any number of dimensions";
                return null;
            }

            if (DimParser.TryParse(text, out string detail) is not { } dim)
            {
                error = $"'{text}' is no dimension: {detail}";
                return null;
            }

            var members = dim.Symbols
                .Where(s => !(method?.Parameters.Any(p => p.Name == s) ?? false) && Symbols.HasIntegerMember(type, s))
                .ToDictionary(s => s, s => Dim.Symbol("this." + s));
            if (method is null && dim.Symbols.FirstOrDefault(s => !members.ContainsKey(s)) is { } unknown)
            {
                error = $"'{unknown}' is neither an int member nor a primary constructor parameter of {type?.Name}";
                return null;
            }

            dims.Add(dim.Substitute(members));
        }

        if (dims.Count == 0)
        {
            error = "it names no dimension, and a tensor has at least one (for a single number use float, double or the type parameter)";
            return null;
        }

        error = "";
        return dims.ToEquatable();
    }
}
