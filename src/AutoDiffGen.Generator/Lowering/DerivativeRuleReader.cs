using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Reads a method marked <c>[DerivativeOf]</c>: which method it is for, and what each of its parameters is.</summary>
internal static class DerivativeRuleReader
{
    public const string Attribute = "DerivativeOfAttribute";

    private static TypeReader Types => RuleArgument.Types;

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

        // A method may leave its type parameters more freedom than a rule, which is for numbers.
        var readable = overloads.Select(m => DerivativeRuleMatch.Like(m, rule) ?? m).ToList();
        var possible = readable.Where(m => Obstacle(m) is null).ToList();
        if (possible.Count == 0)
        {
            return DerivativeRule.Wrong(rule, overloads[0], "ADG0502", rule.Name, $"'{shown}' {Obstacle(readable[0])}");
        }

        // Of several that fit the one is meant of which the fewest parameters go unmentioned.
        string? forward = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Forward").Value.Value as string;
        var matches = possible.Select(m => DerivativeRuleMatch.Try(rule, m, forward)).ToList();
        var fitting = matches.Where(m => m.Mismatch is null).OrderBy(m => m.Unmentioned).ToList();
        if (fitting.Count == 0)
        {
            var nearest = matches.OrderByDescending(m => m.Form.Count).First();
            return DerivativeRule.Wrong(rule, nearest.Target.OriginalDefinition, "ADG0501", rule.Name, TypeReader.Shown(nearest.Target.ContainingType) + "." + name, nearest.Mismatch!, Expected(rule, nearest.Target, compilation));
        }

        var chosen = fitting[0];
        if (fitting.Count > 1 && fitting[1].Unmentioned == chosen.Unmentioned)
        {
            return DerivativeRule.Wrong(rule, chosen.Target.OriginalDefinition, "ADG0501", rule.Name, shown, "several overloads fit: name the parameters of the one that is meant", Expected(rule, chosen.Target, compilation));
        }

        if (Hidden(rule) is { } hidden)
        {
            return DerivativeRule.Wrong(rule, chosen.Target.OriginalDefinition, "ADG0506", rule.Name, hidden);
        }

        return new DerivativeRule(rule, chosen.Target.OriginalDefinition, chosen.Form.Contains("s") ? chosen.Forward : null, chosen.Form, null);
    }

    /// <summary>Why a method can have no rule; null when it can.</summary>
    private static string? Obstacle(IMethodSymbol method)
    {
        var arguments = RuleArgument.Of(method);
        var result = method.ReturnsVoid ? null : Types.TryRead(method.ReturnType);
        if (!method.ReturnsVoid && result is not (ScalarType or StructType))
        {
            return $"returns '{TypeReader.Shown(method.ReturnType)}', which a method with a rule cannot give back yet";
        }

        if (result is not { IsDifferentiable: true } && !arguments.Any(a => a.Type is { IsDifferentiable: true } && (a.IsReference || a.IsWritable)))
        {
            return method.ReturnsVoid ? "gives nothing back" : $"returns '{TypeReader.Shown(method.ReturnType)}', and gives nothing back that has a derivative";
        }

        if (method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            return "is virtual, abstract or overriding, and a rule would speak for every override: give the rule to a method that is not, and call that";
        }

        if (method.ContainingType.IsGenericType)
        {
            return "belongs to a generic type: give the rule to a method of another type that calls it, which may be generic itself";
        }

        if (!method.IsStatic && method.ContainingType.IsValueType && !method.IsReadOnly && !method.ContainingType.IsReadOnly)
        {
            return "is a method of a struct, which it may change: mark it readonly, or make it static";
        }

        if (!method.IsStatic && Types.TryRead(method.ContainingType) is not (OpaqueType or StructType))
        {
            return "is an instance method of a class with [Parameter] properties: make it static, and pass what it reads";
        }

        if (result is StructType whole && Unmakeable(whole, needsGradient: true) is { } ofResult)
        {
            return $"returns '{TypeReader.Shown(method.ReturnType)}', {ofResult}";
        }

        foreach (var argument in arguments)
        {
            if (argument.IsReference && argument.Type is not (ScalarType or StructType))
            {
                return $"passes '{argument.Name}', which is no number or struct, by reference";
            }

            if (argument.Type is null or TensorType or ModelType)
            {
                return $"has the parameter '{argument.Name}' of type '{TypeReader.Shown(argument.TypeSymbol)}', which a method with a rule cannot have yet";
            }

            if (argument.Type is StructType s && Unmakeable(s, argument.IsReference) is { } problem)
            {
                return $"has the parameter '{argument.Name}' of type '{TypeReader.Shown(argument.TypeSymbol)}', {problem}";
            }
        }

        return null;
    }

    private static string? Unmakeable(StructType type, bool needsGradient) =>
        type.Create([.. type.Leaves().Select(_ => "0")]) is null ? "which cannot be made of its fields: give it a constructor that takes its fields by name, or settable fields"
        : type.Leaves().Any(l => l.Type is ArrayType) ? "which has arrays in it"
        : needsGradient && type is { IsDifferentiable: true, Gradient: "" } ? "which is not marked [Differentiable]"
        : null;

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

    /// <summary>The signature that a rule for a method has, whole.</summary>
    private static string Expected(IMethodSymbol rule, IMethodSymbol target, Compilation compilation)
    {
        var arguments = RuleArgument.Of(target);
        var written = new HashSet<RuleArgument>(arguments.Where(a => a.IsWritable && a.Type is { IsDifferentiable: true } && MemoryStatement.IsWritten(target, a, compilation)));
        string result = TypeReader.Shown(target.ReturnType);
        var parts = arguments.Where(a => !a.IsOut && !written.Contains(a)).Select(a => $"{(a.IsWritable ? Span("ReadOnlySpan", TypeReader.Shown(a.ElementSymbol!), a) : TypeReader.Shown(a.TypeSymbol))} {NameScope.Escape(a.Name)}").ToList();
        if (!target.ReturnsVoid)
        {
            parts.Add(result + " result");
            if (Types.TryRead(target.ReturnType) is { IsDifferentiable: true } type)
            {
                parts.Add(RuleArgument.AdjointOf(type) + " cotangent");
            }
        }

        foreach (var argument in arguments.Where(a => a.IsReference || written.Contains(a)))
        {
            bool array = argument.Type is ArrayType;
            parts.Add($"{(array ? $"ReadOnlySpan<{TypeReader.Shown(argument.ElementSymbol!)}>" : TypeReader.Shown(argument.TypeSymbol))} {argument.Result}");
            if (argument.Type is { IsDifferentiable: true })
            {
                parts.Add($"{(array ? $"ReadOnlySpan<{argument.Adjoint}>" : argument.Adjoint)} {argument.Cotangent}");
            }
        }

        var active = arguments.Where(a => a.Destination is not null).ToList();
        parts.AddRange(active.Select(a => $"{(a.Destination is ArrayType ? $"Span<{a.Adjoint}>" : "out " + a.Adjoint)} {a.DestinationName}"));
        if (active.Any(a => a.Destination is ArrayType))
        {
            parts.Add("bool accumulate");
        }

        string constraints = TypeNames.Plain(TypeReading.Constraints(target.TypeParameters));
        return $"internal static void {rule.Name}{TypeReading.Parameters(target.TypeParameters)}({string.Join(", ", parts)}){(constraints.Length > 0 ? " " + constraints : "")}";
    }

    private static string Span(string kind, string element, RuleArgument argument) => argument.Type is ArrayType { Rank: 1, Element: not ArrayType } ? $"{kind}<{element}>" : TypeReader.Shown(argument.TypeSymbol);
}
