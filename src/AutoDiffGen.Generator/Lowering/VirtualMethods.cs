using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Methods whose body is only known when the program runs, and those that override and implement them.</summary>
internal static class VirtualMethods
{
    /// <summary>Virtual, abstract or overriding, or an instance method of an interface.</summary>
    public static bool IsVirtual(IMethodSymbol method) => method is { IsStatic: false } and ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true });

    /// <summary>The declaration whose derivative members an override overrides: the first one that is marked.</summary>
    public static IMethodSymbol Root(IMethodSymbol method)
    {
        var root = method;
        for (var m = method.OverriddenMethod; m is not null; m = m.OverriddenMethod)
        {
            root = Symbols.IsMarked(m.OriginalDefinition) ? m : root;
        }

        return root;
    }

    /// <summary>
    /// An abstract method over tensors: a call of one becomes a choice among the bodies of the types that are known when it is
    /// compiled, so that shapes and memory are planned for each.
    /// </summary>
    public static bool IsChosen(IMethodSymbol root) => root.IsAbstract && !root.IsStatic && Symbols.IsMarked(root.OriginalDefinition)
        && root.Parameters.Select(p => p.Type).Append(root.ReturnType).Any(t => TypeReader.IsTensor(t, out _));

    /// <summary>Whether calls of a method, or of what it overrides and implements, are such choices.</summary>
    public static bool IsOfChoice(IMethodSymbol method) => IsChosen(Root(method)) || Implemented(method).Any(IsChosen);

    /// <summary>The body that an object of a type runs.</summary>
    public static IMethodSymbol? BodyIn(INamedTypeSymbol type, IMethodSymbol root)
    {
        if (root.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Contains(root.ContainingType, SymbolEqualityComparer.Default) ? type.FindImplementationForInterfaceMember(root) as IMethodSymbol : null;
        }

        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers(root.Name).OfType<IMethodSymbol>().FirstOrDefault(m => m.IsOverride && SymbolEqualityComparer.Default.Equals(Root(m), root)) is { } body)
            {
                return body;
            }
        }

        return null;
    }

    /// <summary>The marked method that a method overrides; null where it is the first.</summary>
    public static IMethodSymbol? Overridden(IMethodSymbol method) => Root(method) is var root && SymbolEqualityComparer.Default.Equals(root, method) ? null : root;

    /// <summary>The marked methods of interfaces that a method of a class or struct implements.</summary>
    public static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method) => Demanded(method.ContainingType)
        .Where(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    /// <summary>The marked methods of the interfaces that a class or struct names itself.</summary>
    public static IEnumerable<IMethodSymbol> Demanded(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface
        ? []
        : type.Interfaces.SelectMany(i => i.AllInterfaces.Prepend(i)).SelectMany(i => i.GetMembers().OfType<IMethodSymbol>())
            .Where(m => Symbols.IsMarked(m.OriginalDefinition)).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The body that a call runs for certain: of <c>base.M()</c>, of a sealed method or type; null when it may be another's.</summary>
    public static IMethodSymbol? Known(IMethodSymbol method, ITypeSymbol? receiver, bool isVirtualCall)
    {
        if (method.IsAbstract && receiver is not { IsSealed: true, TypeKind: TypeKind.Class })
        {
            return null;
        }

        if (!isVirtualCall || method.IsSealed)
        {
            return method;
        }

        for (var type = receiver is { IsSealed: true } ? receiver : null; type is not null; type = type.BaseType)
        {
            foreach (var candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var m = candidate; m is not null; m = m.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(m, method))
                    {
                        return candidate.IsAbstract ? null : candidate;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>What a derivative cannot do with such a method, and what to write instead; null when it can.</summary>
    public static (string Kind, string Advice)? Problem(IMethodSymbol method)
    {
        bool inInterface = method.ContainingType.TypeKind == TypeKind.Interface;
        if (method.IsStatic)
        {
            return method.IsAbstract || method.IsVirtual ? ("a static abstract or virtual member of an interface", "make it an instance member, or call the types' own methods") : null;
        }

        bool dispatched = IsVirtual(method) || Implemented(method).Any();
        if (!dispatched || IsOfChoice(method))
        {
            return null;
        }

        if (Implemented(method).Append(Root(method)).Any(m => !SymbolEqualityComparer.Default.Equals(m.ContainingAssembly, method.ContainingAssembly)))
        {
            return ("an override of a marked method of another assembly", "let it call an ordinary method that is marked; overrides across assemblies come later");
        }

        if (method.IsGenericMethod)
        {
            return ("a generic method that is virtual or implements an interface", "make the type generic instead, or write one method for each type");
        }

        if (method.ReturnType is IArrayTypeSymbol or INamedTypeSymbol { IsRefLikeType: true })
        {
            return ("a method that is virtual or implements an interface, and gives an array", "let it fill an array or span that is passed in");
        }

        if (inInterface && !method.IsAbstract)
        {
            return ("a method of an interface with a body", "an interface only declares what is differentiated: move the body to the types that implement it");
        }

        return method.ContainingType.IsValueType && !method.IsReadOnly ? ("a method of a struct that may change the struct", "mark the method or the struct readonly") : null;
    }

    /// <summary>The methods of a type that override or implement a marked one without a mark of their own.</summary>
    public static IEnumerable<(DiagnosticInfo Info, Location Location)> Diagnose(INamedTypeSymbol type)
    {
        (DiagnosticInfo, Location) Of(IMethodSymbol method, string does, IMethodSymbol of) =>
            (new DiagnosticInfo("ADG0209", IrSpan.None, EquatableArray.Of(method.Name, does, of.ContainingType.Name + "." + of.Name)),
            SymbolEqualityComparer.Default.Equals(method.ContainingType, type) ? method.Locations[0] : type.Locations[0]);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsOverride && !IsMarked(m)))
        {
            if (Overridden(method) is { } overridden)
            {
                yield return Of(method, "overrides", overridden);
            }
        }

        foreach (var demanded in Demanded(type))
        {
            if (type.FindImplementationForInterfaceMember(demanded) is IMethodSymbol found && !IsMarked(found) && Overridden(found) is null)
            {
                yield return Of(found, "implements", demanded);
            }
        }
    }

    private static bool IsMarked(IMethodSymbol method) => Symbols.IsMarked(method.OriginalDefinition);

    /// <summary>What emission needs of a method that is called by way of its pair; null for all others.</summary>
    public static DispatchSignature? Read(IMethodSymbol method)
    {
        var interfaces = Implemented(method).ToList();
        bool isVirtual = IsVirtual(method);
        if ((!isVirtual && interfaces.Count == 0) || IsOfChoice(method))
        {
            return null;
        }

        var overridden = Overridden(method);
        bool open = isVirtual && !method.IsSealed && !method.ContainingType.IsSealed && !method.IsAbstract;
        bool isExplicit = method.ExplicitInterfaceImplementations.Length > 0;
        string own = method.DeclaredAccessibility switch
        {
            Accessibility.Public => "public ",
            Accessibility.Protected or Accessibility.ProtectedOrInternal =>
                overridden is not null && !SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, method.ContainingAssembly) ? "protected " : "protected internal ",
            _ => "internal ",
        };
        string kind = method.ContainingType.TypeKind == TypeKind.Interface ? ""
            : overridden is not null ? own + (method.IsAbstract ? "abstract override " : method.IsSealed ? "sealed override " : "override ")
            : !isVirtual ? (isExplicit ? "private " : "internal ")
            : own + (method.IsAbstract ? "abstract " : method.ContainingType.IsSealed ? "" : "virtual ");
        var names = MemberNames.Of((overridden ?? method).OriginalDefinition);
        bool hasForward = overridden is null ? HasForward(method) || interfaces.Any(HasForward) : HasForward(overridden);
        return new DispatchSignature(kind.Trim(), names, method.IsAbstract, overridden is null && isVirtual,
            overridden is null && !isVirtual && !isExplicit && !method.ContainingType.IsValueType, hasForward,
            open ? TypeReader.Text(method.ContainingType) : "",
            interfaces.Select(m => new ImplementedMethod(TypeReader.Text(m.ContainingType), MemberNames.Of(m.OriginalDefinition), HasForward(m))).ToEquatable());
    }

    private static bool HasForward(IMethodSymbol method) => (Symbols.Modes(method.OriginalDefinition) & DerivativeModes.Forward) != 0;
}
