using System.Globalization;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>An argument of a method that has a rule, its receiver first, with the names that a rule has for it.</summary>
/// <param name="Symbol">The parameter; for the receiver its type.</param>
internal sealed record RuleArgument(ISymbol Symbol, int Index)
{
    public static readonly TypeReader Types = new(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default));

    public static List<RuleArgument> Of(IMethodSymbol method)
    {
        var symbols = method.Parameters.Cast<ISymbol>();
        return [.. (method.IsStatic ? symbols : symbols.Prepend(method.ContainingType)).Select((s, i) => new RuleArgument(s, i))];
    }

    public string Name => Symbol is IParameterSymbol ? Symbol.Name : "self";

    public string Number => Index.ToString(CultureInfo.InvariantCulture);

    public ITypeSymbol TypeSymbol => Symbol as ITypeSymbol ?? ((IParameterSymbol)Symbol).Type;

    public IrType? Type => Types.TryRead(TypeSymbol);

    public bool IsOut => Symbol is IParameterSymbol { RefKind: RefKind.Out };

    /// <summary>Passed by reference and given back.</summary>
    public bool IsReference => Symbol is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out };

    /// <summary>An array or span whose elements the method could assign.</summary>
    public bool IsWritable => Type is ArrayType { Kind: not ArrayKind.ReadOnlySpan };

    /// <summary>The type of what has a destination; null where there is none.</summary>
    public IrType? Destination => IsOut ? null : Type switch
    {
        ScalarType { IsFloating: true } s => s,
        ArrayType { Rank: 1, Element: ScalarType { IsFloating: true } or StructType { IsDifferentiable: true, Gradient.Length: > 0 } } a => a,
        StructType { IsDifferentiable: true, Gradient.Length: > 0 } s => s,
        _ => null,
    };

    public ITypeSymbol? ElementSymbol => TypeSymbol is IArrayTypeSymbol array ? array.ElementType : TypeSymbol is INamedTypeSymbol { Arity: 1 } span ? span.TypeArguments[0] : null;

    public string DestinationName => "d" + NameScope.Pascal(Name);

    public string Cotangent => "cotangent" + NameScope.Pascal(Name);

    public string Result => "result" + NameScope.Pascal(Name);

    public bool IsCalled(string name) => name == Name || (Symbol is ITypeSymbol && name == "instance");

    /// <summary>The type of its adjoint as C# shows it; that of an element for an array.</summary>
    public string Adjoint => AdjointOf(Type is ArrayType array ? array.Element : Type);

    public static string AdjointOf(IrType? type) => TypeNames.Plain(type switch
    {
        ScalarType s => s.CSharp,
        StructType s => s.Gradient,
        _ => "",
    });
}
