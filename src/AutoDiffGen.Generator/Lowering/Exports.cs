using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Which methods and structs other assemblies are told of, and what.</summary>
internal static class Exports
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, object> Friends = new();

    /// <summary>Of a marked method: what its export needs besides its IR; null where no other assembly can call it.</summary>
    public static ExportScope? Scope(IMethodSymbol method, IEnumerable<IrFunction> callees, Compilation compilation) => !IsVisible(method) ? null
        : new ExportScope(TypeParameters(method), callees.Select(f => f.Key).Where(key => IsHidden(CalleeReference.Parse(key), compilation)).ToEquatable());

    /// <summary>What a marked type exports besides its marked methods: itself, when it is a struct, and the members that need no mark.</summary>
    public static EquatableArray<ExportedMember> Members(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsVisible(type))
        {
            return EquatableArray<ExportedMember>.Empty;
        }

        var members = new List<ExportedMember>();
        if (Struct(type) is { } structure)
        {
            members.Add(structure);
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(m => IsHelper(m) && IsVisible(m)))
        {
            members.Add(Helper(method, compilation, cancellationToken));
        }

        return members.ToEquatable();
    }

    /// <summary>A composed operation: its body.</summary>
    public static ExportedMember Composed(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken) => Helper(method, compilation, cancellationToken);

    /// <summary>Whether a symbol can be named in any assembly.</summary>
    public static bool IsPublic(ISymbol symbol) => Reaches(symbol, friends: false);

    // In another assembly, be it one that is told by InternalsVisibleTo.
    private static bool IsVisible(ISymbol symbol) => Reaches(symbol, (bool)Friends.GetValue(symbol.ContainingAssembly, static a => a.GetAttributes().Any(x => x.AttributeClass?.Name == "InternalsVisibleToAttribute")));

    private static bool Reaches(ISymbol symbol, bool friends)
    {
        for (ISymbol? s = symbol is IPropertySymbol { GetMethod: { } getter } ? getter : symbol; s is not null and not INamespaceSymbol; s = s.ContainingType)
        {
            if (!(s.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable
                || (friends && s.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal)) || s is INamedTypeSymbol { IsFileLocal: true })
            {
                return false;
            }
        }

        return true;
    }

    private static EquatableArray<string> TypeParameters(IMethodSymbol method) => CalleeReference.TypeParameters(method).Select(p => p.Name).ToEquatable();

    // A callee that no other assembly is told of becomes part of its callers.
    private static bool IsHidden(CalleeReference callee, Compilation compilation) => callee.Assembly.Length == 0
        && !(callee.Objects.Count == 0 && callee.Local.Length == 0 && UnitLowering.Find(callee, compilation) is { } method && IsVisible(method) && (Symbols.IsMarked(method) || Symbols.IsComposed(method) || IsHelper(method)));

    private static bool IsHelper(IMethodSymbol method)
    {
        if (method.IsImplicitlyDeclared || method.IsAbstract || method.IsExtern || method.DeclaringSyntaxReferences.IsEmpty || Symbols.IsMarked(method)
            || !Symbols.IsMarked(method.ContainingType) || Symbols.HasAttribute(method, DerivativeRuleReader.Attribute))
        {
            return false;
        }

        return method.MethodKind switch
        {
            MethodKind.Constructor => method.ContainingType.IsValueType && !Symbols.IsPrimary(method),
            MethodKind.PropertyGet => method.AssociatedSymbol is IPropertySymbol property && !Symbols.IsAutoProperty(property) && !Symbols.HasAttribute(property, "ParameterAttribute") && Gives(method),
            MethodKind.PropertySet => method.ContainingType.IsValueType && method.AssociatedSymbol is IPropertySymbol set && !Symbols.IsAutoProperty(set),
            MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion => method.ReturnsVoid || Gives(method),
            _ => false,
        };
    }

    private static bool Gives(IMethodSymbol method) =>
        new TypeReader(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default), method.ContainingAssembly).TryRead(method.ReturnType) is ScalarType or TensorType or StructType or ArrayType;

    private static ExportedMember Helper(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        string id = method.GetDocumentationCommentId()!;
        var found = UnitLowering.Reach(new CalleeReference(id, EquatableArray<string>.Empty), method.Name, compilation, cancellationToken);
        if (found.Diagnostics.FirstOrDefault() is { } wrong)
        {
            return new ExportedMember(id, EquatableArray<string>.Empty, null, EquatableArray<IrFunction>.Empty,
                IrDocument.Impossible($"it is in error itself: {Diagnostics.DiagnosticCatalog.Message(wrong.Id, wrong.Arguments)}"));
        }

        var hidden = found.Callees.Where(f => IsHidden(CalleeReference.Parse(f.Key), compilation)).ToEquatable();
        return new ExportedMember(id, TypeParameters(method), found.Root, hidden, null);
    }

    private static ExportedMember? Struct(INamedTypeSymbol type)
    {
        var types = new TypeReader(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default), type.ContainingAssembly);
        if (type.TypeKind != TypeKind.Struct || types.TryRead(type) is not StructType structure)
        {
            return null;
        }

        var parameters = new List<string>();
        for (var t = type; t is not null; t = t.ContainingType)
        {
            parameters.InsertRange(0, t.TypeParameters.Select(p => p.Name));
        }

        string primary = type.InstanceConstructors.FirstOrDefault(c => StructReader.IsPositional(c) && c.Parameters.Length > 0)?.GetDocumentationCommentId() ?? "";
        return new ExportedMember(type.GetDocumentationCommentId()!, EquatableArray<string>.Empty, null, EquatableArray<IrFunction>.Empty,
            IrDocument.Of(structure, parameters.ToEquatable(), primary));
    }
}
