using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>One destination of a generated member: an <c>out</c> number, a tensor, or the model's gradient.</summary>
/// <param name="Name">The destination's own name.</param>
/// <param name="Source">The name of the parameter that it is the gradient of; empty for the model.</param>
/// <param name="Group">Empty for a number, which is always computed; else the condition under which it is wanted.</param>
internal sealed record DestinationParameter(string Name, string Declaration, string Source, string Group)
{
    /// <summary>A struct, whose fields take the adjoints one by one.</summary>
    public bool IsStruct => Struct is not null;

    public StructType? Struct { get; init; }
}

/// <summary>The destinations of a method's derivative as parameters, and where each adjoint goes.</summary>
internal sealed class DestinationList
{
    /// <param name="prefix">What stands before a parameter's name.</param>
    public DestinationList(MethodSignature signature, string prefix = "d")
    {
        var taken = signature.Taken();
        string Free(string name) => NameScope.Free(taken, name);

        var list = new List<DestinationParameter>();
        if (signature.HasModelGradient)
        {
            string name = Free(prefix == "d" ? "gradient" : "product");
            list.Add(new DestinationParameter(name, $"Gradient? {name}", "", $"{name} is not null"));
        }

        foreach (var parameter in signature.Parameters.Where(p => p.IsActive))
        {
            string name = Free(prefix + NameScope.Pascal(parameter.Name));
            list.Add(parameter.IrType switch
            {
                TensorType tensor => new DestinationParameter(name, $"Tensor<{tensor.Element.CSharp}>? {name}", parameter.Name, $"{name} is not null"),
                ArrayType array when ArrayDestinations.IsFlat(array) => new DestinationParameter(name, $"Span<{ArrayDestinations.ElementText(array)}> {name}", parameter.Name, $"!{name}.IsEmpty"),
                StructType structure => new DestinationParameter(name, $"out {(structure.Gradient.Length > 0 ? structure.Gradient : structure.CSharp)} {name}", parameter.Name, "") { Struct = structure },
                ArrayType array => new DestinationParameter(name, $"{ArrayDestinations.AdjointText(array)}? {name}", parameter.Name, $"{name} is not null"),
                _ => new DestinationParameter(name, $"out {ScalarEmitter.TypeText(parameter.IrType)} {name}", parameter.Name, ""),
            });
        }

        Parameters = list;
        ModelMembers = signature.ModelMembers;
        HasModules = signature.HasModules;
        CanAccumulate = list.Any(p => p.Group.Length > 0);
        Accumulate = CanAccumulate ? Free("accumulate") : "";
    }

    public List<DestinationParameter> Parameters { get; }

    /// <summary>The members of the model's gradient.</summary>
    public EquatableArray<string> ModelMembers { get; }

    /// <summary>Whether the model's gradient holds that of modules, so that it is cleared as a whole before.</summary>
    public bool HasModules { get; }

    /// <summary>Whether there is a destination that is not a number, and so a flag to add instead of overwrite.</summary>
    public bool CanAccumulate { get; }

    public string Accumulate { get; }

    public IEnumerable<string> Declarations => Parameters.Select(p => p.Declaration).Concat(CanAccumulate ? [$"bool {Accumulate} = false"] : []);

    /// <summary>Every name that the destinations take.</summary>
    public IEnumerable<string> Names => Parameters.Select(p => p.Name).Concat(CanAccumulate ? [Accumulate] : []);

    /// <summary>The parameter that a destination is, or is a number of.</summary>
    public DestinationParameter For(Destination destination) => Parameters.First(p => p.Source == (destination.IsModelMember ? "" : destination.Name.Split('.')[0]));

    /// <summary>The variable that takes a number's adjoint.</summary>
    public string Target(Destination destination)
    {
        var parameter = For(destination);
        string path = destination.Name.Substring(destination.Name.Split('.')[0].Length);
        return parameter.Name + (parameter.Struct is { } whole ? whole.InGradient(path) : path);
    }

    public IReadOnlyList<string> Groups(Derivative derivative) => [.. derivative.Destinations.Select(d => For(d).Group)];
}
