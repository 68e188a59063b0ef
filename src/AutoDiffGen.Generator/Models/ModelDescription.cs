using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Models;

/// <summary>What emission needs of a type with trainable tensors. Value-equal, without Roslyn objects.</summary>
/// <param name="ContainingTypes">Outermost first; the last one is the model itself.</param>
/// <param name="Element">The element type of every parameter.</param>
/// <param name="Names">The names of the generated members, none of which is taken.</param>
/// <param name="Hidden">Names that mean something else in the type than in a file that only imports namespaces.</param>
internal sealed record ModelDescription(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Element,
    EquatableArray<ModelParameter> Parameters,
    EquatableArray<ModelModule> Modules,
    EquatableArray<FaultyParameter> Faulty,
    ModelNames Names,
    string HintName,
    EquatableArray<string> Hidden)
{
    /// <summary>Whether there is anything to generate.</summary>
    public bool IsEmpty => Parameters.Count + Modules.Count + Faulty.Count == 0;

    public static ModelDescription None { get; } = new(
        "", EquatableArray<TypeDeclaration>.Empty, "", EquatableArray<ModelParameter>.Empty, EquatableArray<ModelModule>.Empty, EquatableArray<FaultyParameter>.Empty, new ModelNames("", "", "", "", "", false), "", EquatableArray<string>.Empty);
}

/// <summary>One trainable tensor. <paramref name="Lengths"/> are C# expressions of the type's members.</summary>
internal sealed record ModelParameter(
    string Property, string Modifiers, string Type, string Name, EquatableArray<string> Lengths, string ShapeText, string Init, string Gain, int FanIn);

/// <summary>A member that holds a module, or several.</summary>
/// <param name="Name">In snake case.</param>
/// <param name="Type">The module's type; its <c>Gradient</c> is what the member of the model's gradient gives.</param>
/// <param name="Before">How many parameters are declared before it.</param>
/// <param name="Count">What says how many there are, of several; else empty.</param>
/// <param name="Access">The accessibility of the gradient's member; empty where it has none.</param>
internal sealed record ModelModule(string Member, string Name, string Type, int Before, string Count, bool IsNullable, string Access);

/// <summary>A property in error: implemented by what throws, with the accessors that it declares.</summary>
internal sealed record FaultyParameter(string Property, string Modifiers, string Type, bool HasGetter, string Setter, string Message);

/// <summary>The names of a model's generated members. The author may have methods <c>Initialize</c> of his own.</summary>
internal sealed record ModelNames(string Parameters, string Entries, string Store, string StoreField, string Fingerprint, bool OwnInitialize);
