using AutoDiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Models;

// The members of a model that are models themselves.
internal static partial class ModelReader
{
    /// <summary>Whether a model has modules, whose parameters its gradient holds too.</summary>
    public static bool HasModules(INamedTypeSymbol type) => CanGenerate(type) && Modules(type).Any();

    // The element type of a model: that of its first parameter, or of its first module's.
    private static ITypeSymbol? Element(INamedTypeSymbol type) => Element(type, []);

    private static ITypeSymbol? Element(INamedTypeSymbol type, List<INamedTypeSymbol> around)
    {
        if (Symbols.Parameters(type).FirstOrDefault(p => Problem(p) is null || Syntax(p) is null) is { } first && TypeReader.IsTensor(first.Type, out var element))
        {
            return element;
        }

        return around.Contains(type, SymbolEqualityComparer.Default) ? null
            : ModuleMembers.NumbersOf(type) is { } numbers ? numbers
            : ModuleMembers.Of(type).Select(m => Element(m.Module, [.. around, type])).FirstOrDefault(e => e is not null);
    }

    // The modules that are part of the model.
    private static IEnumerable<ModuleMember> Modules(INamedTypeSymbol type)
    {
        var wrong = ModuleProblems(type).Select(p => p.Member).ToList();
        return ModuleMembers.Of(type).Where(m => !wrong.Contains(type, SymbolEqualityComparer.Default) && !wrong.Contains(m.Member, SymbolEqualityComparer.Default));
    }

    private static IEnumerable<(ISymbol Member, string Sentence)> ModuleProblems(INamedTypeSymbol type)
    {
        if (!Symbols.IsModel(type))
        {
            yield break;
        }

        if (type.BaseType is { } above && Symbols.IsModel(above))
        {
            yield return (type, $"its base class '{above.Name}' is a model too; make it a member of '{type.Name}' instead");
        }

        foreach (var module in ModuleMembers.Of(type).Where(_ => TypeReading.Whole(type) is not null || OwnGradient(type) is not null).Take(1))
        {
            yield return (module.Member, TypeReading.Whole(type) is { } whole ? $"'{whole.Name}' must be partial" : GradientTaken);
        }

        foreach (var module in ModuleMembers.Of(type))
        {
            if (Element(type) is { } own && Element(module.Module) is { } other && TypeReader.Text(own) != TypeReader.Text(other))
            {
                yield return (module.Member, $"its parameters are '{TypeReader.Shown(other)}', but those of '{type.Name}' are '{TypeReader.Shown(own)}', and all share one buffer");
            }
        }
    }

    private static ModelModule Module(ModuleMember module, INamedTypeSymbol type, List<IPropertySymbol> parameters)
    {
        var order = type.GetMembers().ToList();
        int at = order.FindIndex(m => SymbolEqualityComparer.Default.Equals(m, module.Member));
        var held = module.Member is IFieldSymbol field ? field.Type : ((IPropertySymbol)module.Member).Type;
        var item = module.IsMany ? ModuleMembers.ItemOf(held)! : held;

        // The gradient is as accessible as the type.
        bool shown = !ModuleMembers.IsAbstractModule(module.Module) && module.Member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && !(module.IsMany && item.NullableAnnotation == NullableAnnotation.Annotated);
        string access = !shown ? "" : module.Member.DeclaredAccessibility == Accessibility.Public && (Exports.IsPublic(module.Module) || !Exports.IsPublic(type)) ? "public" : "internal";
        return new ModelModule(module.Member.Name, SnakeCase(module.Member.Name.TrimStart('_')), TypeReader.Text(module.Module.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            parameters.Count(p => order.FindIndex(m => SymbolEqualityComparer.Default.Equals(m, p)) < at), module.IsMany ? ModuleMembers.CountOf(held) : "",
            held.NullableAnnotation == NullableAnnotation.Annotated, access);
    }
}
