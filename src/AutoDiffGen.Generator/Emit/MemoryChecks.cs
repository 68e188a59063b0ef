using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Memory that a caller passes in.</summary>
/// <param name="Element">The type of an element as C#.</param>
/// <param name="Text">The span, tensor or array of arrays as C#; null is nothing.</param>
/// <param name="Name">The parameter's name.</param>
/// <param name="Kind">What it is: the checks have an overload for each.</param>
internal sealed record Memory(string Element, string Text, string Name, MemoryKind Kind);

internal enum MemoryKind
{
    /// <summary>A span, or an array of one dimension.</summary>
    Span,

    /// <summary>A tensor, which may be a view whose elements do not follow each other.</summary>
    Tensor,

    /// <summary>An array of arrays.</summary>
    Rows,

    /// <summary>An array of several dimensions.</summary>
    Matrix,

    /// <summary>An array of arrays of arrays, which is only compared as a whole.</summary>
    Nested,

    /// <summary>A model: the buffer of its parameters.</summary>
    Model,

    /// <summary>A model's gradient: the buffer of its members.</summary>
    Gradient,
}

/// <summary>Writes the checks that a destination shares no memory with an argument or another destination.</summary>
internal sealed class MemoryChecks(CodeWriter writer)
{
    private readonly List<Memory> _others = [];

    public void Add(Memory memory) => _others.Add(memory);

    /// <summary>Writes the checks of a destination, which the next ones are compared with.</summary>
    /// <param name="shown">The destination's name as C#.</param>
    public void Check(Memory destination, string shown)
    {
        // The library made the buffers of a model and of its gradient, apart from each other.
        foreach (var other in _others.Where(o => o.Element == destination.Element && !(destination.Kind == MemoryKind.Gradient && o.Kind == MemoryKind.Model)))
        {
            string name = $"\"{other.Name.TrimStart('@')}\"";
            if (destination.Kind == other.Kind && destination.Kind is (MemoryKind.Rows or MemoryKind.Matrix or MemoryKind.Nested))
            {
                writer.Line($"Guard.Distinct({destination.Text}, {shown}, {other.Text}, {name});");
            }
            else if (destination.Kind != MemoryKind.Nested && other.Kind != MemoryKind.Nested)
            {
                writer.Line($"Guard.Disjoint<{destination.Element}>({Span(destination)}, {shown}, {Span(other)}, {name});");
            }
        }

        // Rows of its own that are one array would add up what belongs to two.
        if (destination.Kind == MemoryKind.Rows)
        {
            writer.Line($"Guard.Distinct({destination.Text}, {shown});");
        }

        Add(destination);
    }

    /// <summary>The memory of a parameter; null for one that has none, or none that numbers could be written to.</summary>
    /// <param name="text">What holds it, as C#.</param>
    public static Memory? Of(IrParameter parameter, string text) => parameter.Type switch
    {
        TensorType { Element.IsFloating: true } tensor => new(tensor.Element.CSharp, text, parameter.Name, MemoryKind.Tensor),
        ArrayType { IsDifferentiable: true } array => Of(array, text, parameter.Name, ScalarEmitter.TypeText(array.Innermost)),
        _ => null,
    };

    /// <summary>An array.</summary>
    public static Memory Of(ArrayType type, string text, string name, string element) => new(element, text, name,
        ArrayDestinations.IsFlat(type) ? MemoryKind.Span : type.Rank > 1 ? MemoryKind.Matrix : type.Element is ArrayType { Rank: 1, Element: ScalarType or StructType } ? MemoryKind.Rows : MemoryKind.Nested);

    /// <summary>The memory as a span, or as the checks take it.</summary>
    public static string Span(Memory memory) => memory.Kind switch
    {
        MemoryKind.Model or MemoryKind.Gradient => $"Dense.Values({memory.Text})",
        MemoryKind.Matrix => $"Dense.Values<{memory.Element}>({memory.Text})",
        _ => memory.Text,
    };
}
