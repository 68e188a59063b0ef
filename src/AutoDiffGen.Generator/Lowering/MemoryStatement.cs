using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// What a rule says of the arrays that its method is given. The cotangent of one says that the method writes to it; that
/// it only reads one is seen from its text, or stated by taking the array as a <c>ReadOnlySpan</c>. A write that nobody
/// states would give a wrong gradient, so that an array of which neither is known is an error.
/// </summary>
internal static class MemoryStatement
{
    /// <summary>The first thing that a rule does not say, or says wrongly: the array's name and what to do; null when all is said.</summary>
    public static (string Array, string Advice)? Problem(DerivativeRule rule, Compilation compilation)
    {
        var target = rule.Target!;
        foreach (var argument in RuleArgument.Of(target).Where(a => a.IsWritable))
        {
            var found = Found(argument, compilation);
            bool written = rule.Form.Contains("c" + argument.Number);
            string cotangent = $"'ReadOnlySpan<{argument.Adjoint}> {argument.Cotangent}'";
            if (argument.Type is not ArrayType { Rank: 1, Element: ScalarType or StructType } type)
            {
                if (found != Writing.Never)
                {
                    return (argument.Name, "an array of arrays, or of several dimensions, must not be written, and that it is not cannot be seen: pass its rows one by one, or copy what is written");
                }

                continue;
            }

            int at = rule.Form.Select((f, i) => (f, i)).Where(p => p.f == "i" + argument.Number).Select(p => p.i).DefaultIfEmpty(-1).First();
            bool promised = at >= 0 && RuleArgument.Types.TryRead(rule.Method.Parameters[at].Type) is ArrayType { Kind: ArrayKind.ReadOnlySpan };
            string? advice = (found, written) switch
            {
                (Writing.Never, true) => $"it is never written, so that {cotangent} must go: its adjoint is {argument.DestinationName}",
                (Writing.Somewhere, false) when !type.IsDifferentiable => "it is written, and a method with a rule may only write to arrays that have a derivative: return what it writes, or write it elsewhere",
                (Writing.Somewhere, false) => $"it is written, so the rule must take {cotangent}",
                (Writing.Perhaps, false) when !promised && !type.IsDifferentiable => $"that it is only read cannot be seen: state it by taking 'ReadOnlySpan<{TypeReader.Shown(argument.ElementSymbol!)}> {argument.Name}'",
                (Writing.Perhaps, false) when !promised => $"whether it is written cannot be seen: take 'ReadOnlySpan<{TypeReader.Shown(argument.ElementSymbol!)}> {argument.Name}' if it is only read, {cotangent} if it is written",
                _ => null,
            };
            if (advice is not null)
            {
                return (argument.Name, advice);
            }
        }

        return null;
    }

    /// <summary>What the signature that a message proposes supposes.</summary>
    public static bool IsWritten(IMethodSymbol target, RuleArgument argument, Compilation compilation) => argument.Type is ArrayType { Rank: 1, Element: ScalarType or StructType } && Found(argument, compilation) switch
    {
        Writing.Perhaps => target.ReturnsVoid && argument.TypeSymbol is not IArrayTypeSymbol,
        var found => found == Writing.Somewhere,
    };

    private static Writing Found(RuleArgument argument, Compilation compilation) =>
        argument.Symbol is IParameterSymbol parameter ? ArrayWrites.Of(parameter, compilation) : Writing.Never;
}
