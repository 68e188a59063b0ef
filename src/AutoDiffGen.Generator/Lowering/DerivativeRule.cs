using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>A method marked <c>[DerivativeOf]</c>, read.</summary>
/// <param name="Method">The pullback.</param>
/// <param name="Target">The method whose pullback it is; null where none could be found.</param>
/// <param name="Forward">The method that gives the residual, when the pullback takes one.</param>
/// <param name="Form">What each of the pullback's parameters is given, in its order: <c>i0</c> for operand 0 of the call (the receiver
/// first), <c>d0</c> for its destination, <c>result</c>, <c>residual</c>, <c>cotangent</c>, <c>accumulate</c>.</param>
/// <param name="Problem">What is wrong with it; null for a rule that can be used.</param>
internal sealed record DerivativeRule(IMethodSymbol Method, IMethodSymbol? Target, IMethodSymbol? Forward, IReadOnlyList<string> Form, DiagnosticInfo? Problem)
{
    public ITypeSymbol? Residual => Forward?.Parameters[Forward.Parameters.Length - 1].Type;

    public static DerivativeRule Wrong(IMethodSymbol method, IMethodSymbol? target, string id, params string[] arguments) =>
        new(method, target, null, [], new DiagnosticInfo(id, IrSpan.None, arguments.ToEquatable()));
}
