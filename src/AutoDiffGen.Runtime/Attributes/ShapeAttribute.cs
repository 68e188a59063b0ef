namespace AutoDiffGen;

/// <summary>
/// The shape of a tensor parameter or of a returned tensor, in symbols: an int member or parameter in scope, a whole
/// number, a sum or product of them (<c>"3 * E"</c>), or a new name, which is bound at its first use and checked at every
/// other.
/// </summary>
/// <param name="dimensions">One text for each dimension, at least one.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(params string[] dimensions) : Attribute
{
    /// <summary>One text for each dimension.</summary>
    public IReadOnlyList<string> Dimensions { get; } = dimensions;
}
