using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Type declarations and type parameters as C# text, for the parts of types that are generated.</summary>
internal static class TypeReading
{
    /// <summary>The types around a member, outermost first, as the generated part repeats them.</summary>
    public static EquatableArray<TypeDeclaration> Chain(INamedTypeSymbol type)
    {
        var types = new List<TypeDeclaration>();
        for (var t = type; t is not null; t = t.ContainingType)
        {
            types.Insert(0, Declaration(t));
        }

        return types.ToEquatable();
    }

    /// <summary>The innermost type, of a type and those around it, that has no second part; null when all are partial.</summary>
    public static INamedTypeSymbol? Whole(INamedTypeSymbol type) => IsPartial(type) ? type.ContainingType is { } outer ? Whole(outer) : null : type;

    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The namespace of a type or member; empty for the global one.</summary>
    public static string Namespace(ISymbol symbol) => symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString();

    public static TypeDeclaration Declaration(INamedTypeSymbol type)
    {
        string keyword = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };

        // Accessibility, static and sealed stand in the author's own part.
        return new TypeDeclaration("partial " + keyword, Escape(type.Name), Parameters(type.TypeParameters));
    }

    public static string Parameters(IReadOnlyList<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : "<" + string.Join(", ", parameters.Select(p => p.Name)) + ">";

    public static string Constraints(IReadOnlyList<ITypeParameterSymbol> parameters)
    {
        var clauses = new List<string>();
        foreach (var parameter in parameters)
        {
            var parts = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                parts.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                parts.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                parts.Add("class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                parts.Add("notnull");
            }

            parts.AddRange(parameter.ConstraintTypes.Select(TypeReader.Text));
            if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
            {
                parts.Add("new()");
            }

            if (parts.Count > 0)
            {
                clauses.Add($"where {parameter.Name} : {string.Join(", ", parts)}");
            }
        }

        return string.Join(" ", clauses);
    }

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
