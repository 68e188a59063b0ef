using System.Globalization;
using System.Text;
using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Models;

/// <summary>Reads the <c>[Parameter]</c> properties of a type.</summary>
internal static partial class ModelReader
{
    private const string GradientTaken = "the type has a member 'Gradient' already, which is the name of the generated nested type; rename it";

    /// <summary>What is generated for a type; properties in error are left out, so that the others are still implemented.</summary>
    public static ModelDescription Read(INamedTypeSymbol type)
    {
        if (!CanGenerate(type))
        {
            return ModelDescription.None;
        }

        var all = Symbols.Parameters(type).ToList();
        var sound = all.Where(p => Problem(p, all) is null).ToList();
        var faulty = all.Except<IPropertySymbol>(sound, SymbolEqualityComparer.Default).Where(p => Syntax(p)?.Modifiers.Any(SyntaxKind.PartialKeyword) ?? false).Select(p => Faulty(p, "ADG0401: " + DiagnosticCatalog.Message("ADG0401", [p.Name, Problem(p, all)!]))).ToEquatable();
        var modules = Modules(type).ToList();
        if (sound.Count + modules.Count + faulty.Count == 0)
        {
            return ModelDescription.None;
        }

        return new ModelDescription(
            TypeReading.Namespace(type),
            TypeReading.Chain(type),
            Element(type) is { } element ? TypeReader.Text(element) : "",
            sound.Select(Parameter).ToEquatable(),
            modules.Select(m => Module(m, type, sound)).ToEquatable(),
            faulty,
            Names(type),
            GeneratedFiles.Hint(type, ""),
            SignatureReader.Hidden(type).ToEquatable());
    }

    /// <summary>A partial property of a type that can be no model: it only throws.</summary>
    public static ModelDescription Unmarked(IPropertySymbol property)
    {
        var type = property.ContainingType;
        if ((Symbols.IsMarked(type) && type.TypeKind == TypeKind.Class) || TypeReading.Whole(type) is not null || !(Syntax(property)?.Modifiers.Any(SyntaxKind.PartialKeyword) ?? false))
        {
            return ModelDescription.None;
        }

        string message = "ADG0402: " + DiagnosticCatalog.Message("ADG0402", [type.Name]);
        return new ModelDescription(TypeReading.Namespace(type), TypeReading.Chain(type), "", EquatableArray<ModelParameter>.Empty, EquatableArray<ModelModule>.Empty, EquatableArray.Of(Faulty(property, message)),
            Names(type), GeneratedFiles.Hint(type, "." + property.Name), SignatureReader.Hidden(type).ToEquatable());
    }

    /// <summary>Whether the type gets a <c>Gradient</c> and the storage that goes with it.</summary>
    public static bool IsModel(INamedTypeSymbol type)
    {
        var all = Symbols.Parameters(type).ToList();
        return CanGenerate(type) && (all.Any(p => Problem(p, all) is null) || Modules(type).Any());
    }

    /// <summary>The properties that the type's <c>Gradient</c> has too.</summary>
    public static IEnumerable<string> Members(INamedTypeSymbol type)
    {
        var all = Symbols.Parameters(type).ToList();
        return all.Where(p => Problem(p, all) is null).Select(p => p.Name);
    }

    /// <summary>The place of a parameter among those of its type.</summary>
    public static int IndexOf(IPropertySymbol property)
    {
        var all = Symbols.Parameters(property.ContainingType.OriginalDefinition).ToList();
        return all.Where(p => Syntax(p) is null || Problem(p, all) is null).ToList().FindIndex(p => p.Name == property.Name);
    }

    /// <summary>The tensor and the axis along which its length is a member of the type; null where none is.</summary>
    public static (int Index, int Axis)? LengthOf(INamedTypeSymbol type, string member)
    {
        foreach (var property in Symbols.Parameters(type.OriginalDefinition))
        {
            var dims = ShapeReader.TryRead(Symbols.Attribute(property, "ParameterAttribute")!, null, type.OriginalDefinition, out _);
            int axis = dims is { } known ? known.ToList().FindIndex(d => d.SingleSymbol == "this." + member) : -1;
            if (axis >= 0 && IndexOf(property) is >= 0 and int index)
            {
                return (index, axis);
            }
        }

        return null;
    }

    /// <summary>What is wrong with a type's parameters, each at its property.</summary>
    public static IEnumerable<(DiagnosticInfo Info, Location Location)> Diagnose(INamedTypeSymbol type)
    {
        foreach (var wrong in ModuleProblems(type))
        {
            yield return (Info("ADG0403", wrong.Member.Name, wrong.Sentence), wrong.Member.Locations[0]);
        }

        var properties = Symbols.Parameters(type).ToList();
        if (properties.Count == 0)
        {
            yield break;
        }

        if (!Symbols.IsMarked(type) || type.TypeKind != TypeKind.Class || !TypeReading.IsPartial(type))
        {
            yield return (Info("ADG0402", type.Name), type.Locations[0]);
            yield break;
        }

        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!TypeReading.IsPartial(outer))
            {
                yield return (Info("ADG0401", properties[0].Name, $"'{outer.Name}', around its type, must be partial too"), outer.Locations[0]);
            }
        }

        if (OwnGradient(type) is { } taken)
        {
            yield return (Info("ADG0401", properties[0].Name, GradientTaken), taken.Locations[0]);
            yield break;
        }

        foreach (var property in properties)
        {
            if (Problem(property, properties) is { } problem)
            {
                yield return (Info("ADG0401", property.Name, problem), property.Locations[0]);
            }
        }
    }

    private static DiagnosticInfo Info(string id, params string[] arguments) => new(id, IrSpan.None, arguments.ToEquatable());

    private static bool CanGenerate(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && Symbols.IsMarked(type) && TypeReading.Whole(type) is null;

    private static ISymbol? OwnGradient(INamedTypeSymbol type) => type.GetMembers("Gradient").FirstOrDefault(m => !GeneratedFiles.IsGenerated(m));

    private static PropertyDeclarationSyntax? Syntax(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<PropertyDeclarationSyntax>().FirstOrDefault();

    // A sentence on what is wrong, or null. The first sound parameter decides on the type of the elements.
    private static string? Problem(IPropertySymbol property, List<IPropertySymbol> all)
    {
        if (OwnGradient(property.ContainingType) is not null)
        {
            return GradientTaken;
        }

        if (Problem(property) is { } own)
        {
            return own;
        }

        var first = all.First(p => Problem(p) is null);
        return TypeReader.Text(Element(property)) != TypeReader.Text(Element(first))
            ? $"its elements are '{TypeReader.Shown(Element(property))}', but those of '{first.Name}' are '{TypeReader.Shown(Element(first))}', and all parameters share one buffer"
            : null;
    }

    private static string? Problem(IPropertySymbol property)
    {
        var syntax = Syntax(property);
        if (syntax is null || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return "it must be a partial property: 'public partial Tensor<float> W { get; }'";
        }

        if (property.IsStatic || property.SetMethod is not null || property.GetMethod is null)
        {
            return "it must be an instance property with a getter alone: '{ get; }'";
        }

        if (!TypeReader.IsTensor(property.Type, out var element)
            || !(element!.SpecialType is SpecialType.System_Single or SpecialType.System_Double || element is ITypeParameterSymbol t && TypeReader.IsFloating(t)))
        {
            return $"its type is '{TypeReader.Shown(property.Type)}', not Tensor<float>, Tensor<double> or Tensor<T>";
        }

        return ShapeReader.TryRead(Symbols.Attribute(property, "ParameterAttribute")!, null, property.ContainingType, out string error) is null ? error : null;
    }

    private static ITypeSymbol Element(IPropertySymbol property) => ((INamedTypeSymbol)property.Type).TypeArguments[0];

    private static ModelParameter Parameter(IPropertySymbol property)
    {
        var attribute = Symbols.Attribute(property, "ParameterAttribute")!;
        var dims = ShapeReader.TryRead(attribute, null, property.ContainingType, out _)!.Value;
        T Named<T>(string name, T otherwise) => attribute.NamedArguments.Where(a => a.Key == name).Select(a => (T)a.Value.Value!).DefaultIfEmpty(otherwise).First();
        string Member(string symbol) => symbol.StartsWith("this.", StringComparison.Ordinal) ? symbol.Substring(5) : symbol;
        string CSharp(string symbol) => NameScope.Escape(Member(symbol));
        var init = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Init").Value;
        string initName = init.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, init.Value))?.Name ?? "Zeros";
        return new ModelParameter(
            property.Name,
            string.Join(" ", Syntax(property)!.Modifiers.Select(m => m.Text)),
            TypeReader.Text(property.Type),
            Named<string?>("Name", null) ?? SnakeCase(property.Name),
            dims.Select(d => d.Symbols.All(s => IsInt(property.ContainingType, Member(s))) ? d.Format(CSharp) : $"checked((int)({d.Format(CSharp)}))").ToEquatable(),
            TensorType.ShapeText(dims.Select(d => Dim.Symbol(d.Format(Member)))),
            initName,
            Spelling.Literal(Named("Gain", 1.0).ToString("R", CultureInfo.InvariantCulture), ScalarType.F64).Text,
            Named("FanIn", 0));
    }

    // Implemented all the same, so that the one real error is not followed by others.
    private static FaultyParameter Faulty(IPropertySymbol property, string message)
    {
        string setter = property.SetMethod is null ? "" : property.SetMethod.IsInitOnly ? "init" : "set";
        return new FaultyParameter(property.Name, string.Join(" ", Syntax(property)!.Modifiers.Select(m => m.Text)), TypeReader.Text(property.Type), property.GetMethod is not null, setter, message);
    }

    private static bool IsInt(INamedTypeSymbol type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers(name))
            {
                return (member as IFieldSymbol)?.Type.SpecialType == SpecialType.System_Int32 || (member as IPropertySymbol)?.Type.SpecialType == SpecialType.System_Int32;
            }
        }

        return Symbols.PrimaryParameter(type, name)?.Type.SpecialType == SpecialType.System_Int32;
    }

    private static ModelNames Names(INamedTypeSymbol type)
    {
        var taken = new HashSet<string>(type.GetMembers().Where(m => !GeneratedFiles.IsGenerated(m)).Select(m => m.Name)) { type.Name, "Gradient", "Initialize" };
        taken.UnionWith(type.TypeParameters.Select(p => p.Name));
        taken.UnionWith(type.InstanceConstructors.Where(Symbols.IsPrimary).SelectMany(c => c.Parameters).Select(p => p.Name));
        string Free(string name) => NameScope.Free(taken, name);

        bool ownInitialize = type.GetMembers("Initialize").Any(m => !GeneratedFiles.IsGenerated(m));
        return new ModelNames(Free("Parameters"), Free("Entries"), Free("ParameterStore"), Free("_parameterStore"), Symbols.ParameterFingerprint(type), ownInitialize);
    }

    /// <summary>PyTorch's spelling of a name: <c>BnGain</c> is <c>bn_gain</c>, <c>W1</c> is <c>w1</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(starts ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
