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

    /// <summary>
    /// The rule's type arguments where a method is called: those of the method, or the one for which the method that the
    /// rule is for has its signature. Null where the rule does not hold, for a type that is no number.
    /// </summary>
    public IReadOnlyList<ITypeSymbol>? TypeArguments(IMethodSymbol method)
    {
        if (Problem is not null || Target is null || SymbolEqualityComparer.Default.Equals(Target, method.OriginalDefinition))
        {
            bool holds = Problem is not null || Method.TypeParameters.Zip(method.TypeArguments, (p, a) => !TypeReader.IsFloating(p) || TypeReader.IsFloating(a)).All(fits => fits);
            return holds ? method.TypeArguments : null;
        }

        return Target.TypeParameters.Length == 1 && method.TypeParameters.Length == 0 && SymbolEqualityComparer.Default.Equals(Target.ContainingType, method.ContainingType)
            && method.Parameters.SelectMany(p => Inside(p.Type)).FirstOrDefault(TypeReader.IsFloating) is { } type && IsInstance(Target.Construct(type), method) ? [type] : null;
    }

    private static IEnumerable<ITypeSymbol> Inside(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? Inside(array.ElementType) : type is INamedTypeSymbol { Arity: > 0 } generic ? generic.TypeArguments.SelectMany(Inside) : [type];

    private static bool IsInstance(IMethodSymbol constructed, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(constructed.ReturnType, method.ReturnType) && constructed.Parameters.Length == method.Parameters.Length
        && constructed.Parameters.Zip(method.Parameters, (a, b) => a.RefKind == b.RefKind && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same);

    public static DerivativeRule Wrong(IMethodSymbol method, IMethodSymbol? target, string id, params string[] arguments) =>
        new(method, target, null, [], new DiagnosticInfo(id, IrSpan.None, arguments.ToEquatable()));
}
