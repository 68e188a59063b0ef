using System.Collections.Immutable;
using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Models;
using AutoDiffGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiffGen.Generator.Analyzers;

/// <summary>Reports what lowering and the passes found in marked methods and types. It shares their work with the generator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticCatalog.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var rules = new RuleDiagnostics();
            start.RegisterSymbolAction(c => Method(c, rules), SymbolKind.Method);
            start.RegisterCompilationEndAction(rules.End);
        });
        context.RegisterSymbolAction(Type, SymbolKind.NamedType);
    }

    private static void Method(SymbolAnalysisContext context, RuleDiagnostics rules)
    {
        var method = (IMethodSymbol)context.Symbol;
        rules.Method(method, context);
        if (Symbols.IsComposed(method))
        {
            foreach (var info in UnitLowering.Reach(new CalleeReference(method.GetDocumentationCommentId()!, EquatableArray<string>.Empty), method.Name, context.Compilation, context.CancellationToken).Diagnostics)
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.Get(info.Id), Place(info, method, context), [.. info.Arguments]));
            }
        }

        if (!Symbols.IsMarked(method))
        {
            return;
        }

        var unit = SafeCompiler.Lower(method, context.Compilation, context.CancellationToken);
        rules.Note(unit);
        var found = unit.Diagnostics.Concat(unit.Root is null ? [] : SafeCompiler.Compile(unit, context.CancellationToken).Diagnostics);
        foreach (var info in found)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.Get(info.Id), Place(info, method, context), [.. info.Arguments]));
        }
    }

    private static void Type(SymbolAnalysisContext context)
    {
        foreach (var (info, location) in ModelReader.Diagnose((INamedTypeSymbol)context.Symbol).Concat(VirtualMethods.Diagnose((INamedTypeSymbol)context.Symbol)))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.Get(info.Id), location, [.. info.Arguments]));
        }
    }

    private static Location Place(DiagnosticInfo info, IMethodSymbol root, SymbolAnalysisContext context)
    {
        var owner = info.Owner.Length == 0 ? root : UnitLowering.Find(new CalleeReference(info.Owner, EquatableArray<string>.Empty), context.Compilation) ?? root;
        if (UnitLowering.Declaration(owner, context.CancellationToken) is not { } declaration)
        {
            return root.Locations[0];
        }

        if (info.Span == IrSpan.None)
        {
            return declaration is MethodDeclarationSyntax method ? method.Identifier.GetLocation() : declaration.GetLocation();
        }

        return Location.Create(declaration.SyntaxTree, new TextSpan(declaration.SpanStart + info.Span.Start, info.Span.Length));
    }
}
