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

    private DerivativeRules(Compilation compilation)
    {
        _compilation = compilation;
        _marked = new(() => compilation.SyntaxTrees.Where(t => !t.FilePath.EndsWith(GeneratedFiles.Suffix, StringComparison.Ordinal))
            .SelectMany(t => Trees.GetValue(t, Index)).SelectMany(p => p.Value.Select(m => (p.Key, m))).ToLookup(p => p.Key, p => p.m));
    }

    public static DerivativeRules Of(Compilation compilation) => Known.GetValue(compilation, static c => new DerivativeRules(c));

    public Compilation Compilation => _compilation;

    /// <summary>The rule for a method; one with a problem where the author's rule is in error; null where there is none.</summary>
    public DerivativeRule? Find(IMethodSymbol method) => All(method).FirstOrDefault();

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
