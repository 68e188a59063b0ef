using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Questions about symbols that several parts of lowering ask.</summary>
internal static class Symbols
{
    public const string Differentiable = "AutoDiffGen.DifferentiableAttribute";

    /// <summary>On operations of the runtime whose body calls other operations: it is read as that of a helper.</summary>
    public const string Composed = "AutoDiffGen.ComposedAttribute";

    public const string Parameter = "AutoDiffGen.ParameterAttribute";

    /// <summary>The generated member that tells whether a model's parameters have changed.</summary>
    public static string ParameterFingerprint(INamedTypeSymbol type)
    {
        string name = "ParameterFingerprint";
        while (type.Name == name || type.GetMembers(name).Any(m => !GeneratedFiles.IsGenerated(m))
            || type.TypeParameters.Any(p => p.Name == name) || PrimaryParameter(type, name) is not null)
        {
            name += "_";
        }

        return name;
    }

    public static bool IsIn(ISymbol symbol, string @namespace) => symbol.ContainingNamespace?.ToDisplayString() == @namespace;

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && c.Name == name && IsIn(c, "AutoDiffGen"));

    public static bool HasAttribute(ISymbol symbol, string name) => Attribute(symbol, name) is not null;

    /// <summary>Whether a method or type carries the mark itself.</summary>
    public static bool IsMarked(ISymbol symbol) => HasAttribute(symbol, "DifferentiableAttribute");

    public static bool IsComposed(IMethodSymbol method) => HasAttribute(method, "ComposedAttribute");

    /// <summary>Which derivatives a method asks for.</summary>
    public static DerivativeModes Modes(IMethodSymbol method) =>
        Attribute(method, "DifferentiableAttribute")?.NamedArguments.FirstOrDefault(a => a.Key == "Modes").Value.Value is int modes ? (DerivativeModes)modes : DerivativeModes.Reverse;

    /// <summary>Marked itself, or a member of a marked type.</summary>
    public static bool IsDifferentiable(IMethodSymbol method) =>
        IsMarked(method)
        || IsComposed(method)
        || (method.AssociatedSymbol is { } property && IsMarked(property))
        || (method.ContainingType is { } type && IsMarked(type));

    public static IEnumerable<IPropertySymbol> Parameters(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Where(p => HasAttribute(p, "ParameterAttribute") && p.PartialDefinitionPart is null);

    /// <summary>Whether a type is a model: a marked class with trainable tensors, or with members that are models.</summary>
    public static bool IsModel(INamedTypeSymbol type) => ModuleMembers.IsModel(type);

    /// <summary>The texts of an attribute whose constructor takes <c>params string[]</c>.</summary>
    public static List<string> Texts(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0)
        {
            return [];
        }

        var argument = attribute.ConstructorArguments[0];
        return argument.Kind == TypedConstantKind.Array
            ? [.. argument.Values.Select(v => v.Value as string ?? "")]
            : [.. attribute.ConstructorArguments.Select(v => v.Value as string ?? "")];
    }

    /// <summary>An automatic property: reading it reads a field.</summary>
    public static bool IsAutoProperty(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
        || (property.DeclaringSyntaxReferences.Length == 0 && property.GetMethod is { } getter && IsCompilerGenerated(getter));

    /// <summary>Whether the compiler wrote a member of a referenced assembly.</summary>
    public static bool IsCompilerGenerated(ISymbol member) => member.GetAttributes().Any(a => a.AttributeClass?.Name == "CompilerGeneratedAttribute");

    /// <summary>An int member or primary constructor parameter of a type, which a shape may name.</summary>
    public static bool HasIntegerMember(INamedTypeSymbol? type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers(name).Any(m => m is IFieldSymbol { Type: { } f } && IsInteger(f) || m is IPropertySymbol { Type: { } p } && IsInteger(p)))
            {
                return true;
            }
        }

        return PrimaryParameter(type, name) is { } parameter && IsInteger(parameter.Type);
    }

    public static IParameterSymbol? PrimaryParameter(INamedTypeSymbol? type, string name) =>
        type?.InstanceConstructors.Where(IsPrimary).SelectMany(c => c.Parameters).FirstOrDefault(p => p.Name == name);

    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax);

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_IntPtr or SpecialType.System_Int64
        or SpecialType.System_Int16 or SpecialType.System_Byte;
}
