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
    private static readonly TypeReader Types = new(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default));

    public static DerivativeRuleMatch Try(IMethodSymbol method, IMethodSymbol target, string? forwardName)
    {
        var form = new List<string>();
        DerivativeRuleMatch No(string mismatch) => new(target, null, form, 0, mismatch);
        if (!method.IsStatic || !method.ReturnsVoid)
        {
            return No("it must be static and return nothing");
        }

        if (Like(method, target) is not { } rule)
        {
            return No("it must have the type parameters of the method");
        }

        IMethodSymbol? forward = null;
        if (forwardName is not null)
        {
            forward = method.ContainingType.GetMembers(forwardName).OfType<IMethodSymbol>().Select(m => Like(m, target)).FirstOrDefault(m => m is not null && IsForward(m, target));
            if (forward is null)
            {
                return No($"Forward names '{forwardName}', of which no overload takes the method's parameters, returns its result and gives a residual, a value without references, in a last 'out' parameter");
            }
        }

        int receiver = target.IsStatic ? 0 : 1;
        foreach (var parameter in rule.Parameters)
        {
            if (Role(parameter, target, receiver, forward) is not { } role)
            {
                return No($"the parameter '{parameter.Name}' is none that the method has, or has another type");
            }

            form.Add(role);
        }

        if (!form.Contains("cotangent"))
        {
            return No("it takes no 'cotangent'");
        }

        var destinations = form.Where(f => f[0] == 'd' && char.IsDigit(f[1])).Select(f => target.Parameters[int.Parse(f.Substring(1), System.Globalization.CultureInfo.InvariantCulture) - receiver]).ToList();
        if (destinations.Count == 0)
        {
            return No("it has no destination");
        }

        if (destinations.Any(p => Types.TryRead(p.Type) is ArrayType) != form.Contains("accumulate"))
        {
            return No(form.Contains("accumulate") ? "'accumulate' is for destinations that are arrays" : "'bool accumulate' is missing");
        }

        int unmentioned = target.Parameters.Count(p => !form.Any(f => f.Length > 1 && f.Substring(1) == (p.Ordinal + receiver).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new(target, forward, form, unmentioned, null);
    }

    public static string DestinationName(IParameterSymbol parameter) => "d" + NameScope.Pascal(parameter.Name);

    /// <summary>What a parameter that can have a destination is; null for one that cannot.</summary>
    public static IrType? Destination(IParameterSymbol parameter) =>
        Types.TryRead(parameter.Type) is { } type && type is ScalarType { IsFloating: true } or ArrayType { Rank: 1, Element: ScalarType { IsFloating: true } } ? type : null;

    private static string? Role(IParameterSymbol parameter, IMethodSymbol target, int receiver, IMethodSymbol? forward)
    {
        bool byValue = parameter.RefKind is RefKind.None or RefKind.In;
        string number = "";
        IParameterSymbol? Named(Func<IParameterSymbol, string> name)
        {
            var found = target.Parameters.FirstOrDefault(p => name(p) == parameter.Name);
            number = found is null ? "" : (found.Ordinal + receiver).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return found;
        }

        if (byValue && Named(p => p.Name) is { } original && Same(parameter.Type, original.Type))
        {
            return (parameter.Type is IArrayTypeSymbol ? "a" : "i") + number;
        }

        if (Named(DestinationName) is { } source && Destination(source) is { } type
            && (type is ArrayType array ? parameter.RefKind == RefKind.None && Types.TryRead(parameter.Type) is ArrayType { Kind: ArrayKind.Span } span && span.Element.Equals(array.Element)
                : parameter.RefKind == RefKind.Out && Equal(parameter.Type, source.Type)))
        {
            return "d" + number;
        }

        return parameter.Name switch
        {
            "cotangent" or "result" when byValue && Equal(parameter.Type, target.ReturnType) => parameter.Name,
            "residual" when byValue && forward is not null && Equal(parameter.Type, forward.Parameters[forward.Parameters.Length - 1].Type) => parameter.Name,
            "self" or "instance" when byValue && !target.IsStatic && Equal(parameter.Type, target.ContainingType) => "i0",
            "accumulate" when byValue && parameter.Type.SpecialType == SpecialType.System_Boolean => parameter.Name,
            _ => null,
        };
    }

    // With the method's own type parameters in place of the rule's.
    private static IMethodSymbol? Like(IMethodSymbol method, IMethodSymbol target) =>
        method.TypeParameters.Length != target.TypeParameters.Length ? null
        : method.TypeParameters.Length == 0 ? method : method.Construct([.. target.TypeParameters]);

    private static bool IsForward(IMethodSymbol forward, IMethodSymbol target)
    {
        var own = target.IsStatic ? target.Parameters.Select(p => p.Type) : target.Parameters.Select(p => p.Type).Prepend(target.ContainingType);
        var types = own.ToList();
        var last = forward.Parameters.LastOrDefault();
        return forward.IsStatic && Equal(forward.ReturnType, target.ReturnType) && forward.Parameters.Length == types.Count + 1
            && last is { RefKind: RefKind.Out } && IsPlain(last.Type)
            && forward.Parameters.Take(types.Count).Zip(types, (p, t) => p.RefKind is RefKind.None or RefKind.In && Same(p.Type, t)).All(same => same);
    }

    // A value without references, whose name means the same wherever the method is inlined.
    private static bool IsPlain(ITypeSymbol type) => type is ITypeParameterSymbol number ? TypeReader.IsFloating(number)
        : type is INamedTypeSymbol { IsUnmanagedType: true } named && named.TypeArguments.All(a => a is not ITypeParameterSymbol);

    private static bool Equal(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    // The same, or a span of the same elements.
    private static bool Same(ITypeSymbol own, ITypeSymbol original) => Equal(own, original)
        || (Types.TryRead(own) is ArrayType { IsSpan: true } span && Types.TryRead(original) is ArrayType { Rank: 1 } array && span.Element.Equals(array.Element) && (span.Kind == ArrayKind.ReadOnlySpan || array.Kind != ArrayKind.ReadOnlySpan));
}
