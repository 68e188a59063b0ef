using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// What a method's lowering can see of the rest of a compilation: every declaration, no body, the options and the
/// references. Two compilations with the same surface lower the same method text to the same IR, so that an edit inside
/// another method's body binds nothing here.
/// </summary>
internal static class CompilationSurface
{
    private static readonly ConditionalWeakTable<Compilation, string> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, string> Trees = new();
    private static readonly ConditionalWeakTable<MetadataReference, string> References = new();
    private static int s_references;

    public static string Of(Compilation compilation) => Compilations.GetValue(compilation, static c =>
    {
        var text = new StringBuilder();
        foreach (var tree in c.SyntaxTrees.Where(t => !t.FilePath.EndsWith(GeneratedFiles.Suffix, StringComparison.Ordinal)))
        {
            text.Append(Trees.GetValue(tree, Surface)).Append(';');
        }

        foreach (var reference in c.References)
        {
            text.Append(References.GetValue(reference, _ => Interlocked.Increment(ref s_references).ToString(System.Globalization.CultureInfo.InvariantCulture))).Append(';');
        }

        var options = (CSharpCompilationOptions)c.Options;
        text.Append(options.CheckOverflow).Append(options.AllowUnsafe).Append(c.AssemblyName);
        return Hash(text.ToString());
    });

    private static string Surface(SyntaxTree tree)
    {
        var text = new StringBuilder();
        text.Append(tree.FilePath).Append('\n').Append(tree.Options.GetHashCode()).Append('\n');
        foreach (var token in tree.GetRoot().DescendantTokens(node => !IsBody(node)))
        {
            text.Append(token.Text).Append(' ');
        }

        return Hash(text.ToString());
    }

    private static bool IsBody(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax;

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
