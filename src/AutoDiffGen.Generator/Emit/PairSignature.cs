using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>One parameter of a pair: a number, an object or an array, under a name of its own.</summary>
/// <param name="Type">Empty for what the receiver is or holds, which is not passed.</param>
internal sealed record PairParameter(IrParameter Of, string Name, string Type)
{
    public bool IsArray => Of.Type is ArrayType;

    /// <summary>Whether the reverse gives an adjoint for it, or works on its shadow.</summary>
    public bool IsActive => Of.IsActive && Of.Type is ScalarType or ArrayType;

    public string Declaration => $"{Type} {Name}";
}

/// <summary>
/// The members that a call which stays a call can reach: they take structs number by number and arrays as spans, so that
/// memory of any kind can be handed over, and give several results as a tuple.
/// </summary>
internal sealed class PairSignature
{
    private readonly NameScope _names;

    /// <param name="isHelper">The members are static, and take a receiver as a parameter.</param>
    public PairSignature(IReadOnlyList<IrParameter> parameters, IReadOnlyList<IrType> outputs, bool isHelper)
    {
        _names = new NameScope([]);
        var list = new List<PairParameter>();
        foreach (var parameter in parameters)
        {
            bool self = parameter.Name == "this";
            if (!isHelper && (self || parameter.Name.StartsWith("this.", StringComparison.Ordinal)))
            {
                // The receiver, or a number that a struct holds.
                list.Add(new PairParameter(parameter, parameter.Name, ""));
                continue;
            }

            list.Add(new PairParameter(parameter, NameScope.Escape(_names.Take(self ? "self" : parameter.Name.Replace("this.", "self."))), TypeText(parameter.Type)));
        }

        Parameters = list;
        Outputs = outputs;
    }

    public IReadOnlyList<PairParameter> Parameters { get; }

    public IReadOnlyList<IrType> Outputs { get; }

    /// <summary>Every name that a member takes.</summary>
    public IEnumerable<string> Names => Parameters.Where(p => p.Type.Length > 0).Select(p => p.Name);

    public IEnumerable<string> Declarations => Parameters.Where(p => p.Type.Length > 0).Select(p => p.Declaration);

    /// <summary>What the forward member gives.</summary>
    public string Result => Tuple(Outputs);

    /// <summary>A name that no parameter has.</summary>
    public string Take(string hint) => _names.Take(hint);

    /// <summary>One cotangent for each output that can have one.</summary>
    public List<(string Name, string Declaration)> Cotangents()
    {
        var list = new List<(string, string)>();
        foreach (var output in Outputs.Where(o => o.IsDifferentiable))
        {
            string name = Take("cotangent");
            list.Add((name, $"{ScalarEmitter.TypeText(output)} {name}"));
        }

        return list;
    }

    /// <summary>The adjoints that the reverse member gives, and the shadows that it works on, in the order of the parameters.</summary>
    public List<(PairParameter Of, string Name, string Declaration)> Adjoints() => [.. Parameters.Where(p => p.IsActive).Select(p =>
    {
        string name = Take("d" + NameScope.Pascal(p.Name));
        return (p, name, p.IsArray ? $"{TypeText(Differentiate.AdjointType(p.Of.Type, IrSpan.None))} {name}" : $"out {p.Type} {name}");
    })];

    /// <summary>Arrays of one dimension are spans here.</summary>
    public static string TypeText(IrType type) =>
        ScalarEmitter.TypeText(type is ArrayType array && ArrayDestinations.IsFlat(array) && !array.IsSpan ? array with { Kind = ArrayKind.Span } : type);

    public static string Tuple(IReadOnlyList<IrType> types) => types.Count switch
    {
        0 => "void",
        1 => ScalarEmitter.TypeText(types[0]),
        _ => "(" + string.Join(", ", types.Select(ScalarEmitter.TypeText)) + ")",
    };
}
