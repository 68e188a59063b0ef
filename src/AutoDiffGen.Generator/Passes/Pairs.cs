using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>A method that stays a call, with the derivative that its pair is written from.</summary>
/// <param name="Name">What the members of a helper are named after; empty for the marked method itself.</param>
internal sealed record Pair(string Name, Derivative Derivative, Pushforward? Pushforward);

/// <summary>
/// The pairs that one file holds: that of the marked method, when it can reach itself, and those of the helpers without a
/// mark that it calls and that can reach themselves.
/// </summary>
internal static class Pairs
{
    /// <param name="shaped">The function that the members which everybody may call are made of; null where there are none.</param>
    public static IReadOnlyList<Pair> Of(LoweredUnit unit, IrFunction? shaped, bool recursive)
    {
        var functions = unit.Functions();
        var names = Names(unit);
        bool forward = (unit.Signature.Modes & DerivativeModes.Forward) != 0;
        var pairs = new List<Pair>();
        var helpers = shaped is null ? [] : Helpers(shaped);
        if (recursive || unit.Signature.Dispatch is not null)
        {
            // Of an abstract method the call of it has the parameters.
            var own = Inliner.Run(functions.TryGetValue(unit.Signature.Key, out var body) ? body : unit.Root!, functions.Values);
            pairs.Add(Of("", own, unit, unit.Signature.Dispatch?.HasForward ?? forward));
            helpers = helpers.Concat(Helpers(own)).Distinct();
        }

        // Helpers that helpers call are found on the way.
        var pending = new Queue<string>(helpers);
        var spans = (unit.Root is { } root ? IrWalk.AllOps(root.Body) : []).Where(IsHelper).GroupBy(op => op.Text("callee")).ToDictionary(g => g.Key, g => g.First().Span);
        var seen = new HashSet<string>(pending);
        while (pending.Count > 0)
        {
            string key = pending.Dequeue();
            var function = Inliner.Run(functions[key], functions.Values);
            var span = spans.TryGetValue(key, out var known) ? known : IrSpan.None;
            try
            {
                pairs.Add(Of(names[key], function, unit, forward));
            }
            catch (CompilationException e)
            {
                // The places in the helper's text are none in the file of the marked method, which calls it.
                throw new CompilationException(e.Diagnostic.Id, span, [.. e.Diagnostic.Arguments]);
            }

            foreach (string next in Helpers(function).Where(seen.Add))
            {
                spans[next] = span;
                pending.Enqueue(next);
            }
        }

        return pairs;
    }

    /// <summary>The passes between inlining and the marks of loads.</summary>
    public static IrFunction Structured(IrFunction function, Optimizations optimizations = Optimizations.All) =>
        NameReferences.Run(CountedLoops.Run(KnownBranches.Run(Lengths.Run(HoistParameters.Run(function))), (optimizations & Optimizations.Strides) != 0));

    /// <summary>Calls of helpers as calls of the members that this file holds for them.</summary>
    public static IrFunction InFile(LoweredUnit unit, IrFunction function)
    {
        if (IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "call" && op.Results.Any(r => r.Type is ArrayType)) is { } gives)
        {
            throw new CompilationException("ADG0010", gives.Span, $"a call of '{gives.Text("method")}', which stays a call and gives an array", "let it fill an array or span that is passed in");
        }

        if (!Helpers(function).Any())
        {
            return function;
        }

        var names = Names(unit);
        string holder = unit.Signature.Names.Calls + unit.Signature.TypeParameters;
        IrBlock Visit(IrBlock block) => block with { Ops = block.Ops.Select(Of).ToEquatable() };
        IrOp Of(IrOp op)
        {
            op = op with { Regions = op.Regions.Select(Visit).ToEquatable() };
            if (!IsHelper(op))
            {
                return op;
            }

            string name = names[op.Text("callee")];
            return op.With("type", holder).With("instance", "false").With("generic", "").With("forward", name + "Forward").With("reverse", name + "Reverse")
                .With("value", name).With("tangent", name + "Tangent");
        }

        return function with { Body = Visit(function.Body) };
    }

    // In a pair nothing stays: the caller may write to its arrays after the call, and the memory of the call is returned.
    private static Pair Of(string name, IrFunction function, LoweredUnit unit, bool forward)
    {
        if (IrWalk.AllValues(function).Any(v => v.Type is TensorType))
        {
            throw new CompilationException("ADG0202", IrSpan.None, function.Name);
        }

        var shaped = ShapePass.Run(Simplify.Share(FixedLoads.Run(Structured(ModuleParameters.Refuse(InFile(unit, function))), keepsLocals: false, keepsParameters: false)));
        var derivative = Differentiate.Run(shaped);
        if (derivative.Saved.FirstOrDefault(v => v.Type is ArrayType) is { } kept)
        {
            // A tape has no place for memory.
            throw new CompilationException("ADG0206", IrWalk.AllOps(derivative.Forward).FirstOrDefault(op => op.Results.Any(r => r.Id == kept.Id))?.Span ?? IrSpan.None);
        }

        return new Pair(name, derivative, forward ? ForwardMode.Run(shaped) : null);
    }

    private static bool IsHelper(IrOp op) => op.Code == "call" && op.TryText("marked") == "false";

    private static IEnumerable<string> Helpers(IrFunction function) => IrWalk.AllOps(function.Body).Where(IsHelper).Select(op => op.Text("callee")).Distinct();

    // Names by key, in the order of the keys; functions of one name are numbered.
    private static Dictionary<string, string> Names(LoweredUnit unit)
    {
        var names = new Dictionary<string, string>();
        var taken = new HashSet<string>();
        foreach (var function in unit.Callees)
        {
            string name = Emit.NameScope.Pascal(function.Name), free = name;
            for (int i = 2; !taken.Add(free); i++)
            {
                free = name + i.ToString(CultureInfo.InvariantCulture);
            }

            names[function.Key] = free;
        }

        return names;
    }
}
