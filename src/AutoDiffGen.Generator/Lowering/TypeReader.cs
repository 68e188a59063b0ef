using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Reads C# types as IR types. A callee's type parameters are read as what its caller puts in their place.</summary>
/// <param name="home">The assembly whose methods are read: structs of others are what these say of them.</param>
internal sealed class TypeReader(IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> typeArguments, IAssemblySymbol? home = null)
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public IAssemblySymbol? Home => home;

    /// <summary>The structs that stand for type parameters.</summary>
    public IReadOnlyDictionary<ITypeParameterSymbol, INamedTypeSymbol> Structs { get; init; } = new Dictionary<ITypeParameterSymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The type, or null for one that no derivative may pass through yet.</summary>
    public IrType? TryRead(ITypeSymbol? type)
    {
        switch (type?.SpecialType)
        {
            case null:
                return null;
            case SpecialType.System_Single:
                return ScalarType.F32;
            case SpecialType.System_Double:
                return ScalarType.F64;
            case SpecialType.System_Boolean:
                return ScalarType.Bool;
            case SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
                or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Char:
                return new ScalarType(ScalarKind.Integer, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
            case SpecialType.System_Decimal:
                return null;
        }

        if (type is ITypeParameterSymbol parameter)
        {
            return typeArguments.TryGetValue(parameter, out var argument) ? argument : Structs.TryGetValue(parameter, out var structArgument) ? TryRead(structArgument) : IsFloating(parameter) ? ScalarType.TypeParameter(parameter.Name)
                : IsReceiver(parameter) ? new OpaqueType(parameter.Name) : null;
        }

        if (type is IArrayTypeSymbol && ModuleMembers.Element(type) is not null)
        {
            return new OpaqueType(Text(type));
        }

        if (Array(type) is { } array)
        {
            return TryRead(array.Element) is { } elements && (elements is ScalarType or StructType { HoldsNullable: false, HoldsUnnamed: false } or ArrayType { IsSpan: false } || array.Element.TypeKind == TypeKind.Enum) ? new ArrayType(elements, array.Kind, array.Rank) : null;
        }

        if (IsTensor(type, out var element))
        {
            return (TryRead(element) as ScalarType ?? IndexType(element)) is { } scalar ? new TensorType(scalar, null) : null;
        }

        if (type is INamedTypeSymbol { IsValueType: true, TypeKind: TypeKind.Struct } structure && (!type.IsRefLikeType || type.DeclaringSyntaxReferences.Length > 0))
        {
            return structure.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? StructReader.Nullable(structure, this) : StructReader.TryRead(structure, this, home);
        }

        if (type is INamedTypeSymbol named && Symbols.IsModel(named))
        {
            return new ModelType(Text(type));
        }

        return type.TypeKind == TypeKind.Enum || (type.IsReferenceType && type.TypeKind is not TypeKind.Array) ? new OpaqueType(Text(type)) : null;
    }

    // Indices of any integer type.
    private static ScalarType? IndexType(ITypeSymbol? type) => type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => c is INamedTypeSymbol { Name: "IBinaryInteger", Arity: 1 } && Symbols.IsIn(c, "System.Numerics"))
        ? new ScalarType(ScalarKind.Integer, parameter.Name) : null;

    private static (ITypeSymbol Element, ArrayKind Kind, int Rank)? Array(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => (array.ElementType, ArrayKind.Array, array.Rank),
        INamedTypeSymbol { Name: "Span", Arity: 1 } span when Symbols.IsIn(span, "System") => (span.TypeArguments[0], ArrayKind.Span, 1),
        INamedTypeSymbol { Name: "ReadOnlySpan", Arity: 1 } span when Symbols.IsIn(span, "System") && span.TypeArguments[0].SpecialType != SpecialType.System_Char
            => (span.TypeArguments[0], ArrayKind.ReadOnlySpan, 1),
        _ => null,
    };

    /// <summary>The fully qualified name, keywords for the primitive types.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The type as a diagnostic shows it.</summary>
    public static string Shown(ITypeSymbol type) => Emit.TypeNames.Plain(Text(type));

    public static string Shown(RefKind kind) => kind == RefKind.RefReadOnlyParameter ? "ref readonly" : kind.ToString().ToLowerInvariant();

    public static bool IsTensor(ITypeSymbol type, out ITypeSymbol? element)
    {
        element = type is INamedTypeSymbol { Name: "Tensor", Arity: 1, IsReferenceType: true } named && Symbols.IsIn(named, "System.Numerics.Tensors")
            ? named.TypeArguments[0]
            : null;
        return element is not null;
    }

    /// <summary>A type parameter with the arithmetic and functions of an IEEE 754 floating-point number.</summary>
    public static bool IsFloating(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || (type is ITypeParameterSymbol parameter && IsFloating(parameter));

    public static bool IsFloating(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Any(c => IsFloatingInterface(c) || c.AllInterfaces.Any(IsFloatingInterface));

    /// <summary>A type parameter of which differentiable methods can be called.</summary>
    private static bool IsReceiver(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Any(c => c.AllInterfaces.Prepend(c).SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>().Any(m => Symbols.IsMarked(m.OriginalDefinition)));

    private static bool IsFloatingInterface(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IFloatingPointIeee754", Arity: 1 } named && Symbols.IsIn(named, "System.Numerics");
}
