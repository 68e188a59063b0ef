using System.Collections.Concurrent;
using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoDiffGen.Generator.Analyzers;

/// <summary>What is wrong with methods marked <c>[DerivativeOf]</c>, and which of them nothing uses.</summary>
internal sealed class RuleDiagnostics
{
    private readonly ConcurrentDictionary<string, bool> _used = new();
    private readonly ConcurrentDictionary<string, DerivativeRule> _sound = new();
    private volatile bool _incomplete;

    /// <summary>Notes which rules a lowered method calls. One in error may call any.</summary>
    public void Note(LoweredUnit unit)
    {
        _incomplete |= unit.Root is null;
        foreach (var op in unit.Callees.Concat(unit.Root is null ? [] : [unit.Root]).SelectMany(f => IrWalk.AllOps(f.Body)).Where(op => op.Code == "rule_call"))
        {
            _used[op.Text("rule_id")] = true;
        }
    }

    public void Method(IMethodSymbol method, SymbolAnalysisContext context)
    {
        if (!Symbols.HasAttribute(method, DerivativeRuleReader.Attribute))
        {
            return;
        }

        var rule = DerivativeRuleReader.Read(method, context.Compilation);
        if (rule.Problem is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.Get(problem.Id), method.Locations[0], [.. problem.Arguments]));
            return;
        }

        if (MemoryStatement.Problem(rule, context.Compilation) is var (array, advice))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.RuleMemory, method.Locations[0], method.Name, Shown(rule), array, advice));
            return;
        }

        string id = method.GetDocumentationCommentId()!;
        if (DerivativeRules.Of(context.Compilation).All(rule.Target!).FirstOrDefault(r => r.Method.GetDocumentationCommentId() != id) is { } other)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.RuleTwice, method.Locations[0], method.Name, other.Method.Name, Shown(rule)));
            return;
        }

        _sound[id] = rule;
    }

    public void End(CompilationAnalysisContext context)
    {
        if (_incomplete)
        {
            return;
        }

        foreach (var rule in _sound.Where(p => !_used.ContainsKey(p.Key)).Select(p => p.Value))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.RuleUnused, rule.Method.Locations[0], rule.Method.Name, Shown(rule)));
        }
    }

    private static string Shown(DerivativeRule rule) => TypeReader.Shown(rule.Target!.ContainingType) + "." + rule.Target.Name;
}
