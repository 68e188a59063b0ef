using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What <c>MHessianVectorProduct</c> takes after the parameters of M: tangents, the gradient's destinations, the product's.</summary>
internal sealed class HessianVectorList(MethodSignature signature, Func<string, bool> isWritten)
{
    public TangentList Tangents { get; } = new(signature, isWritten);

    public DestinationList Gradient { get; } = new(signature);

    public DestinationList Product { get; } = new(signature, "h");

    /// <summary>The flag to add to the destinations; empty when all of them are numbers.</summary>
    public string Accumulate => Gradient.Accumulate;

    public IEnumerable<string> Declarations =>
        [
            .. Tangents.Parameters.Select(t => t.Declaration.StartsWith("ref ", StringComparison.Ordinal) ? t.Declaration.Substring(4) : t.Declaration),
            .. Gradient.Parameters.Concat(Product.Parameters).Select(d => d.Declaration),
            .. Gradient.CanAccumulate ? new[] { $"bool {Accumulate} = false" } : [],
        ];

    public IEnumerable<string> Names => Tangents.Parameters.Select(t => t.Name).Concat(Gradient.Names).Concat(Product.Parameters.Select(p => p.Name));
}
