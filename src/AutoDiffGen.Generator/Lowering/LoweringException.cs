using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>An expression that cannot be differentiated. The statement around it is abandoned, the next one is still read.</summary>
internal sealed class LoweringException(string id, SyntaxNode? syntax, params string[] arguments) : Exception(id)
{
    /// <summary>A consequence of an error that was reported before: nothing to add.</summary>
    public static LoweringException Told => new("", null);

    public string Id { get; } = id;

    public SyntaxNode? Syntax { get; } = syntax;

    public EquatableArray<string> Arguments { get; } = arguments.ToEquatable();
}
