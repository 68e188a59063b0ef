using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The tangent of one parameter as a parameter of the pushforward.</summary>
/// <param name="Source">The name of the parameter whose tangent it is; empty for the model.</param>
internal sealed record TangentParameter(string Name, string Declaration, string Source, StructType? Struct);

/// <summary>The tangent of one output: of the result, or of a <c>ref</c> or <c>out</c> parameter.</summary>
/// <param name="IsInput">Of a <c>ref</c> parameter, whose old tangent is read before.</param>
internal sealed record TangentOutput(string Name, string Declaration, IrType Type, bool IsInput);

/// <summary>
/// The tangents that a pushforward takes, in the order of the active parameters, and those that it gives: of <c>out</c>
/// parameters among the former, of the result last.
/// </summary>
internal sealed class TangentList
{
    private readonly List<string> _declarations = [];

    /// <param name="isWritten">Whether the method writes to an array parameter, by name: its tangents are updated in place.</param>
    public TangentList(MethodSignature signature, Func<string, bool> isWritten)
    {
        var taken = signature.Taken();
        string Free(string name) => NameScope.Free(taken, name);

        if (signature.HasModelGradient)
        {
            Add(Free("tModel"), "Gradient?", "", null);
        }

        foreach (var parameter in signature.Parameters.Where(p => p.IsActive || (p.IsOutput && p.IrType.IsDifferentiable)))
        {
            string name = Free("t" + NameScope.Pascal(parameter.Name)), type = Text(parameter.IrType, isWritten(parameter.Name));
            string declaration = parameter.IsChanged ? "ref " : parameter.IsOutput && (parameter.IsActive || parameter.Reference == "out ") ? parameter.Reference : parameter.IsOutput ? "out " : "";
            if (parameter.IsOutput)
            {
                // Objects come after what is passed by reference.
                int place = parameter.IsObject ? Outputs.Count : Outputs.TakeWhile(o => o.Type is not StructType { IsObject: true }).Count();
                Outputs.Insert(place, new TangentOutput(name, declaration + type, parameter.IrType, parameter.IsActive));
            }

            if (parameter.IsActive)
            {
                Add(name, declaration + type, parameter.Name, parameter.IrType as StructType);
            }
            else
            {
                _declarations.Add($"{declaration}{type} {name}");
            }
        }

        if (signature.Result is { IsDifferentiable: true } result)
        {
            string name = Free("tangent");
            string type = result is TensorType tensor ? $"Tensor<{tensor.Element.CSharp}>" : result is ArrayType array ? (ArrayDestinations.IsFlat(array) ? ArrayDestinations.ElementText(array) + "[]" : ArrayDestinations.AdjointText(array)) : Text(result, false);
            Outputs.Insert(0, new TangentOutput(name, "out " + type, result, false));
            _declarations.Add($"out {type} {name}");
        }

        void Add(string name, string type, string source, StructType? structure)
        {
            Parameters.Add(new TangentParameter(name, $"{type} {name}", source, structure));
            _declarations.Add($"{type} {name}");
        }
    }

    public List<TangentParameter> Parameters { get; } = [];

    /// <summary>The result's first, as the outputs of the IR are ordered.</summary>
    public List<TangentOutput> Outputs { get; } = [];

    public IEnumerable<string> Declarations => _declarations;

    public IEnumerable<string> Names => Parameters.Select(p => p.Name).Concat(Outputs.Select(o => o.Name)).Distinct();

    private static string Text(IrType type, bool written) => type switch
    {
        TensorType tensor => $"Tensor<{tensor.Element.CSharp}>?",
        ArrayType array when ArrayDestinations.IsFlat(array) => $"{(written ? "Span" : "ReadOnlySpan")}<{ArrayDestinations.ElementText(array)}>",
        ArrayType array => ArrayDestinations.AdjointText(array) + "?",
        StructType s => s.Gradient,
        _ => ScalarEmitter.TypeText(type),
    };
}
