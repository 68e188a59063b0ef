using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// The rules of a compilation, by the method that they are for. Each tree is searched once, by its text alone, for the
/// methods that carry the attribute and for the name that it mentions; only rules for a method of that name are bound,
/// and only when a body that calls one is lowered. Their declarations are part of <see cref="CompilationSurface"/>.
/// </summary>
internal sealed class DerivativeRules
{
    private static readonly ConditionalWeakTable<Compilation, DerivativeRules> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Dictionary<string, List<MethodDeclarationSyntax>>> Trees = new();

    private readonly Compilation _compilation;
    private readonly Lazy<ILookup<string, MethodDeclarationSyntax>> _marked;
    private readonly ConcurrentDictionary<string, IReadOnlyList<DerivativeRule>> _rules = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<DerivativeRule>> _given = new();
    private readonly Lazy<ILookup<string, IMethodSymbol>> _library;

    private DerivativeRules(Compilation compilation)
    {
        _compilation = compilation;
        _marked = new(() => compilation.SyntaxTrees.Where(t => !t.FilePath.EndsWith(GeneratedFiles.Suffix, StringComparison.Ordinal))
            .SelectMany(t => Trees.GetValue(t, Index)).SelectMany(p => p.Value.Select(m => (p.Key, m))).ToLookup(p => p.Key, p => p.m));
        _library = new(() => Library(compilation).ToLookup(m => Symbols.Attribute(m, DerivativeRuleReader.Attribute)!.ConstructorArguments[1].Value as string ?? ""));
    }

    public static DerivativeRules Of(Compilation compilation) => Known.GetValue(compilation, static c => new DerivativeRules(c));

    public Compilation Compilation => _compilation;

    /// <summary>
    /// The rule for a method, one's own before the library's; one with a problem where the author's rule is in error; null
    /// where there is none. A rule with a type parameter is for numbers only, and is also that of an overload which is
    /// the method for one type.
    /// </summary>
    public DerivativeRule? Find(IMethodSymbol method)
    {
        var given = _given.GetOrAdd(method.Name, name => [.. _library.Value[name].Select(m => DerivativeRuleReader.Read(m, _compilation))]);
        var rule = All(method).Concat(given.Where(r => SymbolEqualityComparer.Default.Equals(r.Target, method.OriginalDefinition))).FirstOrDefault()
            ?? (method.IsGenericMethod ? null : _rules.GetOrAdd(method.Name, Read).Concat(given).FirstOrDefault(r => r.TypeArguments(method) is not null));
        return rule?.TypeArguments(method) is null ? null : rule;
    }

    /// <summary>Every rule for a method: more than one is an error.</summary>
    public IEnumerable<DerivativeRule> All(IMethodSymbol method) =>
        _rules.GetOrAdd(method.Name, Read).Where(r => SymbolEqualityComparer.Default.Equals(r.Target, method.OriginalDefinition));

    private IReadOnlyList<DerivativeRule> Read(string name)
    {
        // Rules whose attribute does not spell the name out are found under the empty one.
        var rules = new List<DerivativeRule>();
        foreach (var syntax in _marked.Value[name].Concat(_marked.Value[""]))
        {
            if (_compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax) is IMethodSymbol method && Symbols.HasAttribute(method, DerivativeRuleReader.Attribute))
            {
                rules.Add(DerivativeRuleReader.Read(method, _compilation));
            }
        }

        return rules;
    }

    // What the runtime itself brings: the public rules in its namespace of rules.
    private static IEnumerable<IMethodSymbol> Library(Compilation compilation)
    {
        var runtime = compilation.GetTypeByMetadataName("AutoDiffGen." + DerivativeRuleReader.Attribute)?.ContainingAssembly;
        var space = runtime?.GlobalNamespace.GetNamespaceMembers().FirstOrDefault(n => n.Name == "AutoDiffGen")?.GetNamespaceMembers().FirstOrDefault(n => n.Name == "Rules");
        return space is null || SymbolEqualityComparer.Default.Equals(runtime, compilation.Assembly) ? []
            : space.GetTypeMembers().SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>().Where(m => Symbols.HasAttribute(m, DerivativeRuleReader.Attribute));
    }

    private static Dictionary<string, List<MethodDeclarationSyntax>> Index(SyntaxTree tree)
    {
        var found = new Dictionary<string, List<MethodDeclarationSyntax>>();
        if (tree.GetText().ToString().IndexOf("DerivativeOf", StringComparison.Ordinal) < 0)
        {
            return found;
        }

        foreach (var method in tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>())
        {
            foreach (var attribute in method.AttributeLists.SelectMany(l => l.Attributes).Where(a => LastName(a.Name) is "DerivativeOf" or DerivativeRuleReader.Attribute))
            {
                string name = Mentioned(attribute);
                if (!found.TryGetValue(name, out var list))
                {
                    found[name] = list = [];
                }

                list.Add(method);
            }
        }

        return found;
    }

    // nameof(T.M) or "M"; empty for anything else.
    private static string Mentioned(AttributeSyntax attribute)
    {
        var argument = attribute.ArgumentList is { Arguments.Count: > 1 } list && list.Arguments.All(a => a.NameColon is null) ? list.Arguments[1].Expression : null;
        return argument switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" }, ArgumentList.Arguments: { Count: 1 } named } => LastName(named[0].Expression),
            _ => "",
        };
    }

    private static string LastName(ExpressionSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => LastName(qualified.Right),
        AliasQualifiedNameSyntax alias => LastName(alias.Name),
        MemberAccessExpressionSyntax access => LastName(access.Name),
        _ => "",
    };
}
