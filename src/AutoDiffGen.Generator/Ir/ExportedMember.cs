using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Ir;

/// <summary>What the export of a marked method needs besides its IR.</summary>
/// <param name="TypeParameters">The names of the type parameters of the types around it and of its own.</param>
/// <param name="Hidden">The keys of the callees that no other assembly is told of.</param>
internal sealed record ExportScope(EquatableArray<string> TypeParameters, EquatableArray<string> Hidden);

/// <summary>A method or struct that other assemblies are told of.</summary>
/// <param name="Hidden">The callees that become part of it, because no other assembly is told of them.</param>
/// <param name="Ready">The whole document, where there is no method.</param>
internal sealed record ExportedMember(string Id, EquatableArray<string> TypeParameters, IrFunction? Root, EquatableArray<IrFunction> Hidden, IrDocument? Ready)
{
    /// <summary>A marked method; null where there is nothing to tell.</summary>
    public static ExportedMember? Of(LoweredUnit unit) => unit.Export is { } scope && unit.Root is { } root
        ? unit.Signature.Parameters.Any(p => p.IsObject)
            ? new ExportedMember(unit.Signature.Key, scope.TypeParameters, null, EquatableArray<IrFunction>.Empty, IrDocument.Impossible("it takes an object, whose fields other assemblies do not know"))
            : new ExportedMember(root.Key, scope.TypeParameters, root, unit.Callees.Where(f => scope.Hidden.Contains(f.Key)).ToEquatable(), null) : null;

    public IrDocument Document()
    {
        if (Root is null)
        {
            return Ready!;
        }

        var function = Hidden.Count == 0 ? Root : Inliner.Run(Root, Hidden);
        var kept = IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "call" && Hidden.Any(f => f.Key == op.Text("callee")));
        return kept is not null
            ? IrDocument.Impossible($"it calls '{kept.Text("method")}', which calls itself and is not visible outside of its assembly")
            : IrDocument.Of(function with { Body = WithoutSpans(function.Body) }, TypeParameters);
    }

    // Places mean nothing in another assembly: there the place is that of the call.
    private static IrBlock WithoutSpans(IrBlock block) => block with
    {
        Ops = block.Ops.Select(op => op with { Span = IrSpan.None, Regions = op.Regions.Select(WithoutSpans).ToEquatable() }).ToEquatable(),
    };
}
