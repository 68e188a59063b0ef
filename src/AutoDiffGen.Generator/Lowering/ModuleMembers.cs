using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>A field or automatic property that holds a module, or several.</summary>
/// <param name="Module">The type of the module.</param>
internal sealed record ModuleMember(ISymbol Member, INamedTypeSymbol Module, bool IsMany);

/// <summary>Which members of a type are modules: parts of a model that are models themselves.</summary>
internal static class ModuleMembers
{
    /// <summary>The modules of a type in order of declaration; none that the author holds constant.</summary>
    public static IEnumerable<ModuleMember> Of(INamedTypeSymbol type) => Of(type, []);

    public static bool IsModel(INamedTypeSymbol type) => IsModel(type, []);

    /// <summary>The type of the modules of a collection that can be read by index: an array, a list.</summary>
    public static INamedTypeSymbol? Element(ITypeSymbol? type) => Element(type, []);

    /// <summary>The type of the elements of an array or list, whatever they are.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Arity: 1, Name: "List" or "IList" or "IReadOnlyList" } list when Symbols.IsIn(list, "System.Collections.Generic") => list.TypeArguments[0],
        INamedTypeSymbol { Arity: 1, Name: "ImmutableArray" } list when Symbols.IsIn(list, "System.Collections.Immutable") => list.TypeArguments[0],
        _ => null,
    };

    /// <summary>What says how many modules a collection has.</summary>
    public static string CountOf(ITypeSymbol type) => type is IArrayTypeSymbol or INamedTypeSymbol { Name: "ImmutableArray" } ? "Length" : "Count";

    private static IEnumerable<ModuleMember> Of(INamedTypeSymbol type, HashSet<INamedTypeSymbol> around)
    {
        foreach (var member in type.GetMembers().Where(m => !m.IsStatic && !Symbols.HasAttribute(m, "NoGradientAttribute")))
        {
            var held = member switch
            {
                IFieldSymbol { IsImplicitlyDeclared: false, AssociatedSymbol: null } field => field.Type,
                IPropertySymbol { Parameters.Length: 0 } property when Symbols.IsAutoProperty(property) && !Symbols.HasAttribute(property, "ParameterAttribute") => property.Type,
                _ => null,
            };
            if (held is INamedTypeSymbol named && (IsModel(named, around) || IsAbstractModule(named)))
            {
                yield return new ModuleMember(member, named, false);
            }
            else if (Element(held, around) is { } element)
            {
                yield return new ModuleMember(member, element, true);
            }
        }
    }

    private static INamedTypeSymbol? Element(ITypeSymbol? type, HashSet<INamedTypeSymbol> around) =>
        ItemOf(type) is INamedTypeSymbol named && (IsModel(named, around) || IsAbstractModule(named)) ? named : null;

    /// <summary>An interface or abstract class of modules: one of its methods is marked and computes with tensors.</summary>
    public static bool IsAbstractModule(ITypeSymbol type) => type is INamedTypeSymbol { IsAbstract: true } named && Methods(named).Any();

    /// <summary>The element type of the tensors that the modules behind an interface compute with.</summary>
    public static ITypeSymbol? NumbersOf(INamedTypeSymbol type) => !IsAbstractModule(type) ? null
        : Methods(type).SelectMany(m => m.Parameters.Select(p => p.Type).Prepend(m.ReturnType)).Select(t => TypeReader.IsTensor(t, out var element) && TypeReader.IsFloating(element!) ? element : null).FirstOrDefault(e => e is not null);

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) => type.GetMembers().Concat(type.AllInterfaces.SelectMany(i => i.GetMembers())).OfType<IMethodSymbol>().Where(VirtualMethods.IsChosen);

    // A type that only holds itself is no model.
    private static bool IsModel(INamedTypeSymbol type, HashSet<INamedTypeSymbol> around)
    {
        if (type.TypeKind != TypeKind.Class || !Symbols.IsMarked(type))
        {
            return false;
        }

        return Symbols.Parameters(type).Any()
            || (around.All(t => !SymbolEqualityComparer.Default.Equals(t, type)) && Of(type, new HashSet<INamedTypeSymbol>(around, SymbolEqualityComparer.Default) { type }).Any());
    }
}
