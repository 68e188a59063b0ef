using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>The IR of methods of referenced assemblies, as a method of this compilation may use it.</summary>
internal sealed class ReferencedMethods
{
    private static readonly ConditionalWeakTable<Compilation, ReferencedMethods> Known = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<string, LoweredFunction> _functions = new();

    private ReferencedMethods(Compilation compilation) => _compilation = compilation;

    public static ReferencedMethods Of(Compilation compilation) => Known.GetValue(compilation, static c => new ReferencedMethods(c));

    /// <summary>A method's IR and what it calls, or the reason why it cannot be had.</summary>
    public LoweredFunction Function(CalleeReference reference) => _functions.GetOrAdd(reference.Key, _ =>
    {
        var (function, problem) = Read(reference);
        return problem is not null ? new LoweredFunction(null, EquatableArray<CalleeReference>.Empty, EquatableArray.Of(problem))
            : new LoweredFunction(function, Calls(function!).ToEquatable(), EquatableArray<DiagnosticInfo>.Empty);
    });

    /// <summary>Why a call of a method cannot be differentiated: something is wrong with it, or with a method that it calls.</summary>
    public DiagnosticInfo? Problem(CalleeReference reference) => Problem(reference, [], []);

    private DiagnosticInfo? Problem(CalleeReference reference, HashSet<string> path, HashSet<string> sound)
    {
        if (sound.Contains(reference.Key))
        {
            return null;
        }

        if (!path.Add(reference.Key))
        {
            return Wrong(reference, $"'{Name(reference)}' calls itself, and a derivative of its own is not visible outside of its assembly");
        }

        var function = Function(reference);
        if ((function.Diagnostics.FirstOrDefault() ?? function.Callees.Select(c => Problem(c, path, sound)).FirstOrDefault(p => p is not null)) is { } problem)
        {
            return problem;
        }

        if (function.Function is { } body && IrWalk.AllOps(body.Body).Any(op => op.Flag("virtual")))
        {
            return Wrong(reference, $"'{Name(reference)}' calls a virtual method, or is one");
        }

        path.Remove(reference.Key);
        sound.Add(reference.Key);
        return null;
    }

    private static IEnumerable<CalleeReference> Calls(IrFunction function) =>
        IrWalk.AllOps(function.Body).Where(op => op.Code == "call" && !op.Flag("virtual")).Select(op => CalleeReference.Parse(op.Text("callee"))).Distinct();

    private (IrFunction? Function, DiagnosticInfo? Problem) Read(CalleeReference reference)
    {
        if (reference.Objects.Count > 0)
        {
            return (null, Wrong(reference, "it is given an object that is made here"));
        }

        if (Assembly(reference.Assembly) is not { } assembly)
        {
            return (null, Wrong(reference, $"this project does not reference '{reference.Assembly}'"));
        }

        if (ReferencedAssembly.Of(assembly).Find(reference.DocumentationId) is not { } member)
        {
            return (null, Wrong(reference, $"'{reference.Assembly}' holds no derivative of it: it was built without the generator, or with AutoDiffGenExport switched off"));
        }

        if (member.Document is not { } document)
        {
            return (null, member.Damage.Length > 0
                ? Wrong(reference, $"its text in '{reference.Assembly}' is damaged ({member.Damage})")
                : new DiagnosticInfo("ADG0013", IrSpan.None, EquatableArray.Of(Name(reference), reference.Assembly, member.Version, IrDocument.Version)));
        }

        if (document.Function is not { } function)
        {
            return (null, Wrong(reference, document.Problem));
        }

        var substitution = new TypeSubstitution(document.TypeParameters, reference.TypeArguments);
        function = Linked(substitution.Function(function) with { Key = reference.Key }, substitution, reference.Assembly);
        return ReferencedAccess.Adapt(function, assembly, _compilation, out string reason) is { } adapted ? (adapted, null) : (null, Wrong(reference, reason));
    }

    // Calls name their callee within its own assembly, and by type parameters of the caller.
    private IrFunction Linked(IrFunction function, TypeSubstitution substitution, string assembly)
    {
        CalleeReference Link(CalleeReference callee)
        {
            string home = callee.Assembly.Length == 0 ? assembly : callee.Assembly;
            var parameters = Assembly(home) is { } symbol ? ReferencedAssembly.Of(symbol).Find(callee.DocumentationId)?.Document?.TypeParameters ?? EquatableArray<string>.Empty : EquatableArray<string>.Empty;
            var arguments = (callee.TypeArguments.Count == 0 ? parameters : callee.TypeArguments).Select(substitution.Text).ToEquatable();
            return new CalleeReference(callee.DocumentationId, arguments == parameters ? EquatableArray<string>.Empty : arguments, home);
        }

        IrBlock Block(IrBlock block) => block with { Ops = block.Ops.Select(Op).ToEquatable() };
        IrOp Op(IrOp op)
        {
            op = op.Regions.Count == 0 ? op : op with { Regions = op.Regions.Select(Block).ToEquatable() };
            return op.Code != "call" ? op
                : op with { Attributes = op.Attributes.Select(a => a.Name == "callee" ? a with { Text = Link(CalleeReference.Parse(a.Text)).Key } : a).ToEquatable() };
        }

        return function with { Body = Block(function.Body) };
    }

    private IAssemblySymbol? Assembly(string name) => _compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(a => a.Name == name);

    private static DiagnosticInfo Wrong(CalleeReference reference, string reason) => new("ADG0012", IrSpan.None, EquatableArray.Of(Name(reference), reference.Assembly, reason));

    // M:Library.Curves.Bell(System.Double)
    private static string Name(CalleeReference reference) => reference.DocumentationId.Split('(')[0].Split('.').Last().Split('`')[0].Replace("#ctor", "the constructor");
}
