using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Reads a method marked <c>[DerivativeOf]</c>: which method it is for, and what each of its parameters is.</summary>
internal static class DerivativeRuleReader
{
    public const string Attribute = "DerivativeOfAttribute";

    private static readonly TypeReader Types = new(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default));

    public static DerivativeRule Read(IMethodSymbol rule, Compilation compilation)
    {
        var attribute = Symbols.Attribute(rule, Attribute)!;
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length != 2 || arguments[0].Value is not INamedTypeSymbol type || arguments[1].Value is not string name)
        {
            return DerivativeRule.Wrong(rule, null, "ADG0502", rule.Name, "the attribute names no type and method");
        }

        string shown = TypeReader.Shown(type) + "." + name;
        var overloads = type.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).ToList();
        if (overloads.Count == 0)
        {
            return DerivativeRule.Wrong(rule, null, "ADG0502", rule.Name, $"'{TypeReader.Shown(type)}' declares no method '{name}'");
        }

        var possible = overloads.Where(m => Obstacle(m) is null).ToList();
        if (possible.Count == 0)
        {
            return DerivativeRule.Wrong(rule, overloads[0], "ADG0502", rule.Name, $"'{shown}' {Obstacle(overloads[0])}");
        }

        // Of several that fit the one is meant of which the fewest parameters go unmentioned.
        string? forward = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Forward").Value.Value as string;
        var matches = possible.Select(m => DerivativeRuleMatch.Try(rule, m, forward)).ToList();
        var fitting = matches.Where(m => m.Mismatch is null).OrderBy(m => m.Unmentioned).ToList();
        if (fitting.Count == 0)
        {
            var nearest = matches.OrderByDescending(m => m.Form.Count).First();
            return DerivativeRule.Wrong(rule, nearest.Target, "ADG0501", rule.Name, TypeReader.Shown(nearest.Target.ContainingType) + "." + name, nearest.Mismatch!, Expected(rule, nearest.Target));
        }

        var chosen = fitting[0];
        if (fitting.Count > 1 && fitting[1].Unmentioned == chosen.Unmentioned)
        {
            return DerivativeRule.Wrong(rule, chosen.Target, "ADG0501", rule.Name, shown, "several overloads fit: name the parameters of the one that is meant", Expected(rule, chosen.Target));
        }

        if (Hidden(rule) is { } hidden)
        {
            return DerivativeRule.Wrong(rule, chosen.Target, "ADG0506", rule.Name, hidden);
        }

        return new DerivativeRule(rule, chosen.Target, chosen.Form.Contains("residual") ? chosen.Forward : null, chosen.Form, null);
    }

    /// <summary>Why a method can have no rule; null when it can.</summary>
    private static string? Obstacle(IMethodSymbol method)
    {
        if (Types.TryRead(method.ReturnType) is not ScalarType { IsFloating: true })
        {
            return $"returns '{TypeReader.Shown(method.ReturnType)}': only a method that returns float, double or a type parameter bound to IFloatingPointIeee754 can have a rule yet";
        }

        if (method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            return "is virtual, abstract or overriding, and a rule would speak for every override";
        }

        if (method.ContainingType.IsGenericType)
        {
            return "belongs to a generic type";
        }

        if (!method.IsStatic && (method.ContainingType.IsValueType || Types.TryRead(method.ContainingType) is not OpaqueType))
        {
            return "is an instance method of a struct, or of a class with [Parameter] properties: make it static, and pass what it reads";
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                return $"passes '{parameter.Name}' by reference";
            }

            if (Types.TryRead(parameter.Type) is null or TensorType or StructType or ModelType)
            {
                return $"has the parameter '{parameter.Name}' of type '{TypeReader.Shown(parameter.Type)}', which a method with a rule cannot have yet";
            }
        }

        return null;
    }

    // Generated code, which stands in other types, calls it.
    private static string? Hidden(IMethodSymbol rule)
    {
        for (ISymbol? symbol = rule; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) || symbol is INamedTypeSymbol { IsFileLocal: true })
            {
                return symbol.Name;
            }
        }

        return null;
    }

    /// <summary>The signature that a rule for a method has, what may be left out in brackets.</summary>
    private static string Expected(IMethodSymbol rule, IMethodSymbol target)
    {
        string result = TypeReader.Shown(target.ReturnType);
        var parts = target.Parameters.Select(p => $"[{TypeReader.Shown(p.Type)} {p.Name}]").ToList();
        if (!target.IsStatic)
        {
            parts.Insert(0, $"[{TypeReader.Shown(target.ContainingType)} self]");
        }

        parts.Add($"[{result} result]");
        parts.Add($"{result} cotangent");
        var active = target.Parameters.Where(p => DerivativeRuleMatch.Destination(p) is not null).ToList();
        foreach (var parameter in active)
        {
            string destination = (Types.TryRead(parameter.Type) is ArrayType array ? $"Span<{array.Element switch { ScalarType s => s.CSharp, _ => "T" }}> " : $"out {TypeReader.Shown(parameter.Type)} ") + DerivativeRuleMatch.DestinationName(parameter);
            parts.Add(active.Count > 1 ? $"[{destination}]" : destination);
        }

        if (active.Any(p => Types.TryRead(p.Type) is ArrayType))
        {
            parts.Add("bool accumulate");
        }

        string generic = target.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", target.TypeParameters.Select(p => p.Name)) + ">";
        return $"static void {rule.Name}{generic}({string.Join(", ", parts)})";
    }
}
