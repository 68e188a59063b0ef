using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Models;

/// <summary>What emission needs of a type with trainable tensors. Value-equal, without Roslyn objects.</summary>
/// <param name="ContainingTypes">Outermost first; the last one is the model itself.</param>
/// <param name="Element">The element type of every parameter.</param>
/// <param name="Names">The names of the generated members, none of which is taken.</param>
internal sealed record ModelDescription(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Element,
    EquatableArray<ModelParameter> Parameters,
    ModelNames Names,
    string HintName)
{
    /// <summary>Whether there is anything to generate.</summary>
    public bool IsModel => Parameters.Count > 0;

    public static ModelDescription None { get; } = new(
        "", EquatableArray<TypeDeclaration>.Empty, "", EquatableArray<ModelParameter>.Empty, new ModelNames("", "", "", "", ""), "");
}

/// <summary>One trainable tensor. <paramref name="Lengths"/> are C# expressions of the type's members.</summary>
internal sealed record ModelParameter(
    string Property, string Modifiers, string Type, string Name, EquatableArray<string> Lengths, string ShapeText, string Init, string Gain, int FanIn);

/// <summary>The names of a model's generated members.</summary>
internal sealed record ModelNames(string Parameters, string Entries, string Store, string StoreField, string Version);
