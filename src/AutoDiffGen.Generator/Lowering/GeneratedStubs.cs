using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// A generator does not see its own output. A body that names a generated member is bound against a compilation to which
/// declarations of these members are added, as the compiler and the analyzer will see them.
/// </summary>
internal static class GeneratedStubs
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<MemberDeclarationSyntax>> Trees = new();

    /// <summary>Whether something in a declaration is called as a generated member would be.</summary>
    public static bool AreNamed(SyntaxNode declaration) =>
        declaration.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && MemberNames.Suffixes.Any(s => t.ValueText.TrimEnd('_').EndsWith(s, StringComparison.Ordinal)));

    /// <summary>The compilation with the generated members; itself where it has them.</summary>
    public static Compilation Of(Compilation compilation) => Compilations.GetValue(compilation, Add);

    private static Compilation Add(Compilation compilation)
    {
        if (compilation.SyntaxTrees.Any(IsGenerated))
        {
            return compilation;
        }

        var options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var declaration in Trees.GetValue(tree, Marked))
            {
                foreach (var (hint, text) in Texts(model.GetDeclaredSymbol(declaration)))
                {
                    texts[hint] = text;
                }
            }
        }

        return compilation.AddSyntaxTrees(texts.Select(t => CSharpSyntaxTree.ParseText(t.Value, options, t.Key)));
    }

    private static IEnumerable<(string Hint, string Text)> Texts(ISymbol? symbol)
    {
        if (symbol is null || !Symbols.IsMarked(symbol))
        {
            yield break;
        }

        if (symbol is IMethodSymbol method)
        {
            var signature = SignatureReader.Read(method, out _);
            if (signature.HintName.Length > 0)
            {
                yield return (signature.HintName, MethodEmitter.EmitStub(signature, ""));
            }
        }
        else if (symbol is INamedTypeSymbol type)
        {
            if (StructGradient.Read(type) is { } structure)
            {
                yield return (structure.HintName, structure.Emit());
            }

            if (type.TypeKind == TypeKind.Class && ModelReader.Read(type) is { IsEmpty: false } model)
            {
                yield return (model.HintName, ModelEmitter.Emit(model));
            }
        }
    }

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(GeneratedFiles.Suffix, StringComparison.Ordinal);

    private static IReadOnlyList<MemberDeclarationSyntax> Marked(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Contains("Differentiable")))];
}
