using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The tangent of one parameter as a parameter of the pushforward.</summary>
/// <param name="Source">The name of the parameter whose tangent it is; empty for the model.</param>
internal sealed record TangentParameter(string Name, string Declaration, string Source);

/// <summary>The tangents that a pushforward takes, in the order of the active parameters, and the one that it gives.</summary>
internal sealed class TangentList
{
    /// <param name="isWritten">Whether the method writes to an array parameter, by name: its tangents are updated in place.</param>
    public TangentList(MethodSignature signature, Func<string, bool> isWritten)
    {
        var taken = new HashSet<string>(signature.Parameters.Select(p => p.Name));
        string Free(string name)
        {
            while (!taken.Add(name))
            {
                name += "_";
            }

            return name;
        }

        var list = new List<TangentParameter>();
        if (signature.HasModelGradient)
        {
            string name = Free("tModel");
            list.Add(new TangentParameter(name, $"Gradient? {name}", ""));
        }

        foreach (var parameter in signature.Parameters.Where(p => p.IsActive))
        {
            string name = Free("t" + NameScope.Pascal(parameter.Name));
            string type = parameter.IrType switch
            {
                TensorType tensor => $"Tensor<{tensor.Element.CSharp}>?",
                ArrayType array when ArrayDestinations.IsFlat(array) => $"{(isWritten(parameter.Name) ? "Span" : "ReadOnlySpan")}<{ScalarEmitter.TypeText(array.Element)}>",
                ArrayType array => array.CSharp + "?",
                _ => ScalarEmitter.TypeText(parameter.IrType),
            };
            list.Add(new TangentParameter(name, $"{type} {name}", parameter.Name));
        }

        Parameters = list;
        Result = Free("tangent");
        ResultDeclaration = $"out {(signature.Result is TensorType result ? $"Tensor<{result.Element.CSharp}>" : signature.ReturnType)} {Result}";
    }

    public List<TangentParameter> Parameters { get; }

    /// <summary>The name of the tangent that comes out.</summary>
    public string Result { get; }

    private string ResultDeclaration { get; }

    public IEnumerable<string> Declarations => Parameters.Select(p => p.Declaration).Append(ResultDeclaration);

    public IEnumerable<string> Names => Parameters.Select(p => p.Name).Append(Result);
}
