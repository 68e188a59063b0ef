using System.Globalization;
using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>Lengths for the symbols in the shapes of a program's tensors, other than those that it names itself.</summary>
internal sealed class DrawnShapes(IReadOnlyDictionary<string, int> lengths, bool transposed)
{
    /// <summary>Whether the tensors that are passed are not dense: their first axis moves fastest, with gaps.</summary>
    public bool Transposed { get; } = transposed;

    /// <summary>The symbols of a program all of whose parameters are tensors of symbols and numbers; null for any other.</summary>
    public static IReadOnlyList<string>? Symbols(MethodInfo program)
    {
        var symbols = new List<string>();
        foreach (var parameter in program.GetParameters())
        {
            if (parameter.GetCustomAttribute<ValuesAttribute>() is not null || !Numbers.IsTensor(parameter.ParameterType) || parameter.GetCustomAttribute<ShapeAttribute>() is not { } shape
                || !shape.Dimensions.All(d => d.All(char.IsLetterOrDigit)))
            {
                return null;
            }

            symbols.AddRange(shape.Dimensions.Where(d => !char.IsDigit(d[0])));
        }

        return symbols.Count == 0 ? null : [.. symbols.Distinct()];
    }

    public IReadOnlyList<int> Of(ParameterInfo parameter) =>
        [.. parameter.GetCustomAttribute<ShapeAttribute>()!.Dimensions.Select(d => lengths.TryGetValue(d, out int length) ? length : int.Parse(d, CultureInfo.InvariantCulture))];

    public override string ToString() => $" with {string.Join(", ", lengths.Select(l => $"{l.Key} = {l.Value}"))}{(Transposed ? ", transposed" : "")}";
}
