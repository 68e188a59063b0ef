using AutoDiffGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Which library methods are operations of the IR: by containing type, name and number of arguments.</summary>
internal static class MathFunctions
{
    private static readonly Dictionary<(string Name, int Arity), string> Functions = ScalarRules.All
        .Where(r => !r.IsOperator && !r.IsOps)
        .ToDictionary(r => (r.Spelling, r.Arity), r => r.Code);

    /// <summary>The functions of <c>AutoDiffGen.Ops</c> that act element by element.</summary>
    private static readonly Dictionary<(string Name, int Arity), string> Elementwise = ScalarRules.All
        .Where(r => !r.IsOperator && !r.IsPiecewiseConstant && !r.IsOfNumbers)
        .ToDictionary(r => (r.Spelling, r.Arity), r => r.Code);

    /// <summary>The code of a method of <c>Math</c>, <c>MathF</c>, a number type or a generic-math interface.</summary>
    public static string? Code(IMethodSymbol method)
    {
        if (!method.IsStatic || !IsNumberType(method.ContainingType))
        {
            return null;
        }

        string name = method.Name == "IEEERemainder" ? "Ieee754Remainder" : method.Name;
        if (name == "Sign" && method.Parameters.Length == 1)
        {
            return "sign";
        }

        // Round(x, digits) and Round(x, mode) round x; what they are given besides is no number that is differentiated.
        int arity = name == "Round" ? 1 : method.Parameters.Length;
        return Functions.TryGetValue((name, arity), out string? code) ? code : null;
    }

    /// <summary>The code of a function by its name and number of arguments, whatever type has it.</summary>
    public static string? FunctionCode(string name, int arity) => Functions.TryGetValue((name, arity), out string? code) ? code : null;

    /// <summary>The code of an elementwise function of <c>AutoDiffGen.Ops</c>.</summary>
    public static string? OpsCode(IMethodSymbol method) => method.Parameters.Any(p => p.Name is "axis" or "axes") ? null : Elementwise.TryGetValue((method.Name, method.Parameters.Length), out string? code) ? code : null;

    public static bool IsNumberType(INamedTypeSymbol? type) =>
        type is not null
        && (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single
            || (type.Name is "Math" or "MathF" && Symbols.IsIn(type, "System") && type.IsStatic)
            || (type.TypeKind == TypeKind.Interface && Symbols.IsIn(type, "System.Numerics")));

    public static bool IsOps(INamedTypeSymbol? type) => type is { Name: "Ops", IsStatic: true } && Symbols.IsIn(type, "AutoDiffGen");
}
