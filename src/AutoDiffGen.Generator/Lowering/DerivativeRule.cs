using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>A method marked <c>[DerivativeOf]</c>, read.</summary>
/// <param name="Method">The pullback.</param>
/// <param name="Target">The method whose pullback it is; null where none could be found.</param>
/// <param name="Forward">The method that gives the residual, when the pullback takes one.</param>
/// <param name="Form">What each of the pullback's parameters is given, in its order: a letter and the number of an argument of the
/// method, its receiver first (<c>i</c> as it was given, <c>a</c> the same as an array, <c>r</c> what it was afterwards, <c>b</c> the
/// same as an array, <c>c</c> the cotangent of that, <c>d</c> its destination); <c>r</c> and <c>c</c> alone for the result; <c>s</c> the
/// residual, <c>+</c> the flag that adds.</param>
/// <param name="Problem">What is wrong with it; null for a rule that can be used.</param>
internal sealed record DerivativeRule(IMethodSymbol Method, IMethodSymbol? Target, IMethodSymbol? Forward, IReadOnlyList<string> Form, DiagnosticInfo? Problem)
{
    public ITypeSymbol? Residual => Forward?.Parameters[Forward.Parameters.Length - 1].Type;

    public static DerivativeRule Wrong(IMethodSymbol method, IMethodSymbol? target, string id, params string[] arguments) =>
        new(method, target, null, [], new DiagnosticInfo(id, IrSpan.None, arguments.ToEquatable()));
}
