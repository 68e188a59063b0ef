using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>The names of what is generated for a method. A name that the type has already gets an underscore.</summary>
internal static class MemberNames
{
    public static readonly string[] Suffixes = ["Gradient", "WithPullback", "Primal", "Pushforward", "Adjoints", "HessianVectorProduct", "Jacobian", "Hessian"];

    public static GeneratedNames Of(IMethodSymbol method)
    {
        var type = method.ContainingType;

        // Overloads share names that differ by their parameters; types and hidden methods need one each.
        var overloads = type.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Where(Symbols.IsDifferentiable).Select(m => m.OriginalDefinition.GetDocumentationCommentId() ?? "").OrderBy(id => id, StringComparer.Ordinal).ToList();
        int index = overloads.IndexOf(method.OriginalDefinition.GetDocumentationCommentId() ?? "");
        string mark = index > 0 ? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";

        // FWith's handle would be FWithPullback, which is what F generates.
        var others = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Name != method.Name && Symbols.IsMarked(m)).Select(m => m.Name).Distinct().ToList();
        string Free(string name)
        {
            while (type.GetMembers(name).Any(m => !GeneratedFiles.IsGenerated(m)) || type.Name == name || type.TypeParameters.Any(p => p.Name == name)
                || others.Any(other => Suffixes.Any(s => name == other + s)))
            {
                name += "_";
            }

            return name;
        }

        string name = method.MethodKind == MethodKind.PropertyGet ? method.AssociatedSymbol!.Name
            : new string([.. method.Name.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
        return new GeneratedNames(Free(name + "Gradient"), Free(name + "WithPullback"), Free(name + "Primal"), Free(name + "Pullback" + mark), Free(name + "Forward" + mark), Free(name + "Reverse" + mark), Free(name + "Loops" + mark))
        {
            Pushforward = Free(name + "Pushforward"),
            HessianVector = Free(name + "HessianVectorProduct"),
            Jacobian = Free(name + "Jacobian"),
            Hessian = Free(name + "Hessian"),
            Value = Free(name + "Value" + mark),
            Tangent = Free(name + "Tangent" + mark),
            Calls = Free(name + "Calls" + mark),
            Accessors = name + (index > 0 ? "_" + mark : ""),
        };
    }
}

/// <summary>How generated files are called.</summary>
internal static class GeneratedFiles
{
    public const string Suffix = ".AutoDiff.g.cs";

    /// <summary>Whether the generator itself declares a symbol: the analyzer sees what the generator does not, and both must find the same names.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0 && symbol.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(Suffix, StringComparison.Ordinal));

    /// <summary>The name of a type's or member's file. Roslyn compares these names without case.</summary>
    public static string Hint(INamedTypeSymbol type, string member)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace('<', '{').Replace('>', '}') + member;
        for (INamespaceOrTypeSymbol symbol = type; symbol.ContainingSymbol is INamespaceOrTypeSymbol outer; symbol = outer)
        {
            // A type that differs from another by case alone is numbered in the order of their names.
            var twins = outer.GetMembers().OfType<INamespaceOrTypeSymbol>().Select(m => m.Name).Where(n => n.Equals(symbol.Name, StringComparison.OrdinalIgnoreCase))
                .Distinct().OrderBy(n => n, StringComparer.Ordinal).ToList();
            if (twins.IndexOf(symbol.Name) is > 0 and int index)
            {
                name += "-" + symbol.Name + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return new string([.. name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '{' or '}' or ',' or '-' ? c : '_')]) + Suffix;
    }
}
