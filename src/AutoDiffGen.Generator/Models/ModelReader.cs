using System.Globalization;
using System.Text;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Models;

/// <summary>Reads the <c>[Parameter]</c> properties of a type.</summary>
internal static class ModelReader
{
    /// <summary>What is generated for a type; properties in error are left out, so that the others are still implemented.</summary>
    public static ModelDescription Read(INamedTypeSymbol type)
    {
        if (!CanGenerate(type))
        {
            return ModelDescription.None;
        }

        var sound = Symbols.Parameters(type).Where(p => Problem(p) is null).ToList();
        if (sound.Count == 0)
        {
            return ModelDescription.None;
        }

        var types = new List<TypeDeclaration>();
        for (var t = type; t is not null; t = t.ContainingType)
        {
            types.Insert(0, TypeReading.Declaration(t));
        }

        return new ModelDescription(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            types.ToEquatable(),
            TypeReader.Text(Element(sound[0])),
            sound.Select(Parameter).ToEquatable(),
            Names(type),
            GeneratedFiles.Hint(type, ""));
    }

    /// <summary>What is wrong with a type's parameters, each at its property.</summary>
    public static IEnumerable<(DiagnosticInfo Info, Location Location)> Diagnose(INamedTypeSymbol type)
    {
        var properties = Symbols.Parameters(type).ToList();
        if (properties.Count == 0)
        {
            yield break;
        }

        if (!Symbols.HasAttribute(type, "DifferentiableAttribute") || type.TypeKind != TypeKind.Class || !IsPartial(type))
        {
            yield return (Info("ADG0402", type.Name), type.Locations[0]);
            yield break;
        }

        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer))
            {
                yield return (Info("ADG0401", properties[0].Name, $"'{outer.Name}', around its type, must be partial too"), outer.Locations[0]);
            }
        }

        if (type.GetTypeMembers("Gradient").Any(t => !IsGenerated(t)))
        {
            yield return (Info("ADG0401", properties[0].Name, "the type has a nested type 'Gradient' already, which is the name of the generated one; rename it"), type.Locations[0]);
        }

        var first = properties.FirstOrDefault(p => Problem(p) is null);
        foreach (var property in properties)
        {
            string? problem = Problem(property)
                ?? (first is not null && TypeReader.Text(Element(property)) != TypeReader.Text(Element(first))
                    ? $"its elements are '{TypeReader.Shown(Element(property))}', but those of '{first.Name}' are '{TypeReader.Shown(Element(first))}', and all parameters share one buffer"
                    : null);
            if (problem is not null)
            {
                yield return (Info("ADG0401", property.Name, problem), property.Locations[0]);
            }
        }
    }

    private static DiagnosticInfo Info(string id, params string[] arguments) => new(id, IrSpan.None, arguments.ToEquatable());

    private static bool CanGenerate(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || !Symbols.HasAttribute(type, "DifferentiableAttribute") || type.GetTypeMembers("Gradient").Any(t => !IsGenerated(t)))
        {
            return false;
        }

        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (!IsPartial(t))
            {
                return false;
            }
        }

        return true;
    }

    // A sentence on what is wrong, or null.
    private static string? Problem(IPropertySymbol property)
    {
        var syntax = property.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<PropertyDeclarationSyntax>().FirstOrDefault();
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
        var init = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Init").Value;
        string initName = init.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, init.Value))?.Name ?? "Zeros";
        return new ModelParameter(
            property.Name,
            string.Join(" ", property.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<PropertyDeclarationSyntax>().First().Modifiers.Select(m => m.Text)),
            TypeReader.Text(property.Type),
            Named<string?>("Name", null) ?? SnakeCase(property.Name),
            dims.Select(d => d.Symbols.All(s => IsInt(property.ContainingType, Member(s))) ? d.Format(Member) : $"checked((int)({d.Format(Member)}))").ToEquatable(),
            TensorType.ShapeText(dims.Select(d => Dim.Symbol(d.Format(Member)))),
            initName,
            Spelling.Literal(Named("Gain", 1.0).ToString("R", CultureInfo.InvariantCulture), ScalarType.F64).Text,
            Named("FanIn", 0));
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
        var taken = new HashSet<string>(type.GetMembers().Where(m => !IsGenerated(m)).Select(m => m.Name)) { type.Name, "Gradient", "Initialize" };
        taken.UnionWith(type.TypeParameters.Select(p => p.Name));
        taken.UnionWith(type.InstanceConstructors.Where(Symbols.IsPrimary).SelectMany(c => c.Parameters).Select(p => p.Name));
        string Free(string name)
        {
            while (!taken.Add(name))
            {
                name += "_";
            }

            return name;
        }

        return new ModelNames(Free("Parameters"), Free("Entries"), Free("ParameterStore"), Free("_parameterStore"), Symbols.ParameterVersion);
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

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0 && symbol.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(GeneratedFiles.Suffix, StringComparison.Ordinal));
}
