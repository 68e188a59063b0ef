using System.Globalization;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>A rule held against one overload of the method that it names.</summary>
/// <param name="Form">What each of the rule's parameters is, as far as they fit.</param>
/// <param name="Unmentioned">How many of the method's parameters the rule neither takes nor has a destination for.</param>
/// <param name="Mismatch">The first thing that does not fit; null when all does.</param>
internal sealed record DerivativeRuleMatch(IMethodSymbol Target, IMethodSymbol? Forward, IReadOnlyList<string> Form, int Unmentioned, string? Mismatch)
{
    /// <param name="target">With the rule's type parameters in place of its own, which may ask for less.</param>
    public static DerivativeRuleMatch Try(IMethodSymbol rule, IMethodSymbol target, string? forwardName)
    {
        var form = new List<string>();
        DerivativeRuleMatch No(string mismatch) => new(target, null, form, 0, mismatch);
        if (!rule.IsStatic || !rule.ReturnsVoid)
        {
            return No("it must be static and return nothing");
        }

        if (rule.TypeParameters.Length != target.TypeParameters.Length)
        {
            return No("it must have the type parameters of the method");
        }

        IMethodSymbol? forward = null;
        if (forwardName is not null)
        {
            forward = rule.ContainingType.GetMembers(forwardName).OfType<IMethodSymbol>().Select(m => Like(m, rule)).FirstOrDefault(m => m is not null && IsForward(m, target));
            if (forward is null)
            {
                return No($"Forward names '{forwardName}', of which no overload takes the method's parameters, returns its result and gives a residual, a value without references, in a last 'out' parameter");
            }
        }

        var arguments = RuleArgument.Of(target);
        foreach (var parameter in rule.Parameters)
        {
            if (Role(parameter, target, arguments, forward) is not { } role)
            {
                return No($"the parameter '{parameter.Name}' is none that the method has, or has another type");
            }

            form.Add(role);
        }

        if (Missing(target, arguments, form) is { } missing)
        {
            return No(missing);
        }

        var destinations = arguments.Where(a => form.Contains("d" + a.Number)).ToList();
        if (destinations.Count == 0)
        {
            return No("it has no destination");
        }

        if (destinations.Any(a => a.Destination is ArrayType) != form.Contains("+"))
        {
            return No(form.Contains("+") ? "'accumulate' is for destinations that are arrays" : "'bool accumulate' is missing");
        }

        int unmentioned = arguments.Count(a => a.Symbol is IParameterSymbol && !form.Any(f => f.Length > 1 && f.Substring(1) == a.Number));
        return new(target, forward, form, unmentioned, null);
    }

    private static string? Missing(IMethodSymbol target, List<RuleArgument> arguments, List<string> form)
    {
        if (!target.ReturnsVoid && RuleArgument.Types.TryRead(target.ReturnType) is { IsDifferentiable: true } && !form.Contains("c"))
        {
            return "it takes no 'cotangent'";
        }

        foreach (var argument in arguments)
        {
            bool has = form.Contains("c" + argument.Number);
            if (argument.IsReference && argument.Type is { IsDifferentiable: true } && !has)
            {
                return $"it takes no '{argument.Cotangent}'";
            }

            if (argument.Type is ArrayType && has && (form.Contains("i" + argument.Number) || form.Contains("a" + argument.Number)))
            {
                return $"what '{argument.Name}' held before the call is gone, since the method writes to it: '{argument.Result}' is what it holds afterwards";
            }

            if (argument.Type is ArrayType && !has && (form.Contains("r" + argument.Number) || form.Contains("b" + argument.Number)))
            {
                return $"'{argument.Result}' is for an array that the method writes, whose cotangent '{argument.Cotangent}' is missing";
            }
        }

        return null;
    }

    private static string? Role(IParameterSymbol parameter, IMethodSymbol target, List<RuleArgument> arguments, IMethodSymbol? forward)
    {
        bool byValue = parameter.RefKind is RefKind.None or RefKind.In;
        var own = parameter.Type;
        if (byValue && arguments.FirstOrDefault(a => a.IsCalled(parameter.Name)) is { IsOut: false } given && Same(own, given.Symbol))
        {
            return (own is IArrayTypeSymbol ? "a" : "i") + given.Number;
        }

        if (arguments.FirstOrDefault(a => a.DestinationName == parameter.Name) is { Destination: { } type } source
            && (type is ArrayType ? parameter.RefKind == RefKind.None && IsSpanOfAdjoints(own, source, ArrayKind.Span)
                : parameter.RefKind == RefKind.Out && IsAdjoint(own, source.TypeSymbol)))
        {
            return "d" + source.Number;
        }

        if (byValue && arguments.FirstOrDefault(a => a.Cotangent == parameter.Name) is { Type: { IsDifferentiable: true } } adjoint
            && (adjoint.IsWritable ? IsSpanOfAdjoints(own, adjoint, ArrayKind.ReadOnlySpan) : adjoint.IsReference && IsAdjoint(own, adjoint.TypeSymbol)))
        {
            return "c" + adjoint.Number;
        }

        if (byValue && arguments.FirstOrDefault(a => a.Result == parameter.Name) is { } after && (after.IsWritable || after.IsReference) && Same(own, after.Symbol))
        {
            return (own is IArrayTypeSymbol ? "b" : "r") + after.Number;
        }

        return parameter.Name switch
        {
            "cotangent" when byValue && IsAdjoint(own, target.ReturnType) => "c",
            "result" when byValue && Equal(own, target.ReturnType) => "r",
            "residual" when byValue && forward is not null && Equal(own, forward.Parameters[forward.Parameters.Length - 1].Type) => "s",
            "accumulate" when byValue && own.SpecialType == SpecialType.System_Boolean => "+",
            _ => null,
        };
    }

    // The type Gradient of a struct is generated: before that it has a name and nothing else.
    private static bool IsAdjoint(ITypeSymbol own, ITypeSymbol original)
    {
        if (original is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return own is INamedTypeSymbol { IsTupleType: true } parts && parts.TupleElements.Length == tuple.TupleElements.Length
                && parts.TupleElements.Zip(tuple.TupleElements, (a, b) => RuleArgument.Types.TryRead(b.Type) is { IsDifferentiable: true } ? IsAdjoint(a.Type, b.Type) : a.Type.SpecialType == SpecialType.System_Byte).All(same => same);
        }

        return RuleArgument.Types.TryRead(original) switch
        {
            StructType s when s.Gradient == s.CSharp => Equal(own, original),
            StructType { Gradient.Length: > 0 } => own.Name == "Gradient" && (own.TypeKind == TypeKind.Error || Equal(own.ContainingType, original)),
            ScalarType { IsFloating: true } => Equal(own, original),
            _ => false,
        };
    }

    private static bool IsSpanOfAdjoints(ITypeSymbol own, RuleArgument argument, ArrayKind kind) =>
        own is INamedTypeSymbol { Arity: 1 } span && Symbols.IsIn(span, "System") && span.Name == kind.ToString() && argument.ElementSymbol is { } element && IsAdjoint(span.TypeArguments[0], element);

    /// <summary>A method with another's type parameters in place of its own; null where their numbers differ.</summary>
    public static IMethodSymbol? Like(IMethodSymbol method, IMethodSymbol other) =>
        method.TypeParameters.Length != other.TypeParameters.Length ? null
        : method.TypeParameters.Length == 0 ? method : method.Construct([.. other.TypeParameters]);

    private static bool IsForward(IMethodSymbol forward, IMethodSymbol target)
    {
        var own = RuleArgument.Of(target);
        var last = forward.Parameters.LastOrDefault();
        return forward.IsStatic && Equal(forward.ReturnType, target.ReturnType) && forward.Parameters.Length == own.Count + 1
            && last is { RefKind: RefKind.Out } && IsPlain(last.Type)
            && forward.Parameters.Take(own.Count).Zip(own, (p, a) => Passing(p.RefKind) == Passing(a.Symbol is IParameterSymbol o ? o.RefKind : RefKind.None) && Same(p.Type, a.Symbol)).All(same => same);
    }

    private static RefKind Passing(RefKind kind) => kind is RefKind.In or RefKind.RefReadOnlyParameter ? RefKind.None : kind;

    // A value without references, whose name means the same wherever the method is inlined.
    private static bool IsPlain(ITypeSymbol type) => type is ITypeParameterSymbol number ? TypeReader.IsFloating(number)
        : type is INamedTypeSymbol { IsUnmanagedType: true } named && named.TypeArguments.All(a => a is not ITypeParameterSymbol);

    private static bool Equal(ITypeSymbol? a, ITypeSymbol? b) => SymbolEqualityComparer.Default.Equals(a, b);

    // The same, or a span of the same elements.
    private static bool Same(ITypeSymbol own, ISymbol argument)
    {
        var original = argument as ITypeSymbol ?? ((IParameterSymbol)argument).Type;
        return Equal(own, original)
            || (RuleArgument.Types.TryRead(own) is ArrayType { IsSpan: true } span && RuleArgument.Types.TryRead(original) is ArrayType { Rank: 1 } array && span.Element.Equals(array.Element) && (span.Kind == ArrayKind.ReadOnlySpan || array.Kind != ArrayKind.ReadOnlySpan));
    }
}
