using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Values and gradients that PyTorch computed (tests/Reference): cases by name, their tensors by name.</summary>
internal sealed class Reference
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Case _case;

    private Reference(string name, Case values) => (Name, _case) = (name, values);

    /// <summary>The name of the case, such as <c>conv1d/stride</c>.</summary>
    public string Name { get; }

    /// <summary>Numbers by name, flat and in row-major order.</summary>
    public double[] Data(string name) => _case.Tensors[name].Data;

    /// <summary>A tensor by name.</summary>
    public Tensor<double> this[string name] => Tensor<double>(name);

    /// <summary>All cases of a file, by name.</summary>
    public static Dictionary<string, Reference> Load(string family)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", family + ".json");
        Contents contents = JsonSerializer.Deserialize<Contents>(File.ReadAllText(path), Format)!;
        return contents.Cases.ToDictionary(c => c.Key, c => new Reference(c.Key, c.Value));
    }

    /// <summary>The cases of a file whose names begin with a function's name.</summary>
    public static IEnumerable<Reference> Load(string family, string function) =>
        Load(family).Values.Where(c => c.Name == function || c.Name.StartsWith(function + "/", StringComparison.Ordinal));

    public bool Has(string name) => _case.Tensors.ContainsKey(name);

    public nint[] Lengths(string name) => [.. _case.Tensors[name].Shape.Select(l => (nint)l)];

    /// <summary>A tensor of any element type; one of shape () has a single axis here.</summary>
    public Tensor<T> Tensor<T>(string name)
        where T : INumberBase<T> => TensorData.Dense(Array.ConvertAll(Data(name), T.CreateTruncating), Lengths(name) is { Length: > 0 } lengths ? lengths : [1]);

    public Tensor<bool> Flags(string name) => TensorData.Dense(Array.ConvertAll(Data(name), v => v != 0), Lengths(name));

    public int Int(string option) => _case.Options[option].GetInt32();

    public double Number(string option) => _case.Options[option].GetDouble();

    public bool Flag(string option) => _case.Options[option].GetBoolean();

    public string Text(string option) => _case.Options[option].GetString()!;

    public bool IsText(string option) => _case.Options[option].ValueKind == JsonValueKind.String;

    public int[] Ints(string option) => [.. _case.Options[option].EnumerateArray().Select(e => e.GetInt32())];

    public bool HasOption(string option) => _case.Options.TryGetValue(option, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Compares a value with one of the case's; the difference is relative to the largest number of the whole.</summary>
    public void Check<T>(string name, ReadOnlySpan<T> actual, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        double[] expected = Data(name);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        try
        {
            Numbers.Close(expected, actual, tolerance, scale);
        }
        catch (Xunit.Sdk.XunitException error)
        {
            Assert.Fail($"{Name}, {name}: {error.Message}");
        }
    }

    public void Check<T>(string name, Tensor<T> actual, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        Assert.Equal(Lengths(name), actual.Lengths.ToArray());
        Check<T>(name, TensorData.Flatten(actual), tolerance);
    }

    private sealed record Contents(string Torch, Dictionary<string, Case> Cases);

    private sealed record Case(Dictionary<string, JsonElement> Options, Dictionary<string, Values> Tensors);

    private sealed record Values(int[] Shape, double[] Data);
}
