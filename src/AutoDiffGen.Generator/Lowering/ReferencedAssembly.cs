using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// What a referenced assembly says of its differentiable methods and structs, by documentation id. Its attributes are read
/// once, each text only when somebody asks for it.
/// </summary>
internal sealed class ReferencedAssembly
{
    private const string Attribute = "DifferentiableMemberAttribute";

    private static readonly ConditionalWeakTable<IAssemblySymbol, ReferencedAssembly> Known = new();

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReferencedMember> _members = new();

    private ReferencedAssembly(IAssemblySymbol assembly)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Attribute } type && Symbols.IsIn(type, "AutoDiffGen.CompilerServices")
                && attribute.ConstructorArguments.Length == 2 && attribute.ConstructorArguments[0].Value is string id && attribute.ConstructorArguments[1].Value is string text)
            {
                _texts[id] = text;
            }
        }
    }

    public static ReferencedAssembly Of(IAssemblySymbol assembly) => Known.GetValue(assembly, static a => new ReferencedAssembly(a));

    /// <summary>Whether a type belongs to another assembly. An editor knows the text of a referenced project, which is no part of this one.</summary>
    public static bool IsForeign(ISymbol symbol, IAssemblySymbol? home) =>
        home is null ? symbol.DeclaringSyntaxReferences.Length == 0 : !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, home);

    /// <summary>A marked struct of another assembly all of whose fields can be named; null for any other struct.</summary>
    public static StructType? Struct(INamedTypeSymbol type, TypeReader types, IAssemblySymbol? home)
    {
        if (!Symbols.IsMarked(type) || Document(type) is not { Structs: { Count: > 0 } structs } document)
        {
            return null;
        }

        // A derivative reads the fields of its parameters.
        var structure = structs[structs.Count - 1];
        bool friend = home is not null && type.ContainingAssembly.GivesAccessTo(home);
        if (structure.Fields.Any(f => !type.GetMembers(f.Name).Any(m => m.DeclaredAccessibility == Accessibility.Public || (friend && m.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal))))
        {
            return null;
        }

        var arguments = AllTypeArguments(type).Select(a => types.TryRead(a) is ScalarType scalar ? scalar.CSharp : TypeReader.Text(a)).ToList();
        return new TypeSubstitution(document.TypeParameters, arguments).Struct(structure);
    }

    /// <summary>Whether a constructor of a struct of another assembly is the primary one.</summary>
    public static bool IsPrimary(IMethodSymbol constructor) => Document(constructor.ContainingType)?.Primary == constructor.OriginalDefinition.GetDocumentationCommentId();

    /// <summary>What the assembly says of a member; null for nothing.</summary>
    public ReferencedMember? Find(string id) => _texts.TryGetValue(id, out string? text) ? _members.GetOrAdd(id, _ => Read(text)) : null;

    private static IrDocument? Document(INamedTypeSymbol type) => Of(type.ContainingAssembly).Find(type.OriginalDefinition.GetDocumentationCommentId() ?? "")?.Document;

    private static IEnumerable<ITypeSymbol> AllTypeArguments(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? AllTypeArguments(outer) : []).Concat(type.TypeArguments);

    private static ReferencedMember Read(string text)
    {
        string? version = IrDocument.VersionOf(text);
        if (version is not null && version != IrDocument.Version)
        {
            return new ReferencedMember(null, version, "");
        }

        try
        {
            var document = version is null ? throw new FormatException("there is no version") : IrParser.Document(text);
            var errors = document.Function is { } function ? IrVerifier.Verify(function) : [];
            return errors.Count == 0 ? new ReferencedMember(document, version, "") : throw new FormatException(errors[0]);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            return new ReferencedMember(null, version ?? "", e.Message);
        }
    }
}

/// <summary>The text of one member, read.</summary>
/// <param name="Document">Null where it cannot be used.</param>
/// <param name="Damage">What is wrong with the text; empty where it is sound, or of another version.</param>
internal sealed record ReferencedMember(IrDocument? Document, string Version, string Damage);
