using System.Collections.Immutable;

namespace Makemore.Storage;

/// <summary>One tensor of a safetensors file, of 32-bit floats.</summary>
internal sealed record SafeTensor(string Name, ImmutableArray<int> Shape, float[] Values)
{
    public string ShapeText => $"({string.Join(", ", Shape)})";
}

/// <summary>What a safetensors file holds.</summary>
/// <param name="Metadata">The texts under <c>__metadata__</c>.</param>
/// <param name="Tensors">In the order of their data.</param>
internal sealed record SafeTensorsContent(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensor> Tensors);
