using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Lowering lets a method give back the fields of every object that it is given. What comes out as it went in is no
/// output: it has no cotangent, and nothing is assigned.
/// </summary>
internal static class UnchangedObjects
{
    public static (ShapedFunction Shaped, MethodSignature Signature) Run(ShapedFunction shaped, MethodSignature signature)
    {
        if (!signature.Parameters.Any(p => p.IsObject))
        {
            return (shaped, signature);
        }

        var function = shaped.Function;
        var yields = function.Return.Operands;
        var source = Lowering.AbsentValues.Sources(function.Body);
        int count = Count(signature.Result) + signature.Parameters.Where(p => p.IsOutput).Sum(p => Count(p.IrType));
        var kept = yields.Take(count).ToList();
        var parameters = new List<SignatureParameter>();
        foreach (var parameter in signature.Parameters)
        {
            if (!parameter.IsObject)
            {
                parameters.Add(parameter);
                continue;
            }

            var given = function.Parameters.Where(p => p.Name.StartsWith(parameter.Name + ".", StringComparison.Ordinal)).Select(p => p.Value.Id);
            var returned = yields.Skip(count).Take(Count(parameter.IrType)).ToList();
            count += returned.Count;
            bool changed = !given.SequenceEqual(returned.Select(source));
            kept.AddRange(changed ? returned : []);
            parameters.Add(parameter with { IsChanged = changed });
        }

        var ops = function.Body.Ops.Take(function.Body.Ops.Count - 1).Append(function.Return with { Operands = kept.ToEquatable() });
        var trimmed = function with { Body = DeadCode.Run(function.Body with { Ops = ops.ToEquatable() }, []) };
        return (shaped with { Function = trimmed }, signature with { Parameters = parameters.ToEquatable() });
    }

    private static int Count(IrType? type) => type is StructType s ? s.Leaves().Count() : type is null ? 0 : 1;
}
