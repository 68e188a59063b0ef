using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Reads what emission needs of a method's declaration, and what forbids generating anything for it.</summary>
internal static class SignatureReader
{
    public static MethodSignature Read(IMethodSymbol method, out List<DiagnosticInfo> problems)
    {
        problems = [];
        var reader = Types(method);
        INamedTypeSymbol? whole = null;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            whole = TypeReading.IsPartial(type) ? whole : type;
        }

        if (whole is not null)
        {
            problems.Add(new DiagnosticInfo("ADG0002", IrSpan.None, EquatableArray.Of(whole.Name, method.ContainingType.Name, method.Name)));
        }

        Check(method, problems);
        bool isChosen = VirtualMethods.IsChosen(method);
        if (isChosen)
        {
            // Nothing is generated for the declaration: calls of it are choices among the bodies.
            problems.Clear();
        }

        var parameters = method.Parameters.Select(p => Parameter(p, reader, method)).ToEquatable();
        var result = method.ReturnsVoid ? null : reader.TryRead(method.ReturnType);
        string constraints = TypeReading.Constraints(method.TypeParameters);
        bool supported = whole is null && !isChosen && method.Parameters.Zip(parameters, (p, read) => (p, read.IrType)).All(x => (x.p.RefKind == RefKind.None || x.IrType is ScalarType or StructType) && (!x.p.Type.IsRefLikeType || x.IrType is ArrayType) && x.p.Type.TypeKind != TypeKind.Pointer)
            && !method.ReturnsByRef && !method.ReturnsByRefReadonly && !IsFileLocal(method.ContainingType) && method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation;
        bool model = !method.IsStatic && ModelReader.IsModel(method.ContainingType);
        return new MethodSignature(
            method.GetDocumentationCommentId()!,
            TypeReading.Namespace(method),
            TypeReading.Chain(method.ContainingType),
            Modifiers(method),
            method.Name,
            TypeReading.Parameters(method.TypeParameters),
            constraints,
            parameters,
            TypeReader.Text(method.ReturnType),
            result,
            method.IsStatic,
            model,
            method.Name,
            MemberNames.Of(method),
            supported ? HintName(method) : "",
            Reserved(method).ToEquatable())
        {
            ModelMembers = model ? ModelReader.Members(method.ContainingType).ToEquatable() : EquatableArray<string>.Empty,
            HasModules = model && ModelReader.HasModules(method.ContainingType),
            FingerprintMember = model ? Symbols.ParameterFingerprint(method.ContainingType) : "",
            Captured = method.IsStatic || method.ContainingType.IsRecord ? EquatableArray<string>.Empty
                : method.ContainingType.InstanceConstructors.Where(Symbols.IsPrimary).SelectMany(c => c.Parameters).Select(p => p.Name).ToEquatable(),
            Modes = Symbols.Modes(method),
            Dispatch = VirtualMethods.Read(method),
        };
    }

    private static TypeReader Types(IMethodSymbol method) => new(new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default), method.ContainingAssembly);

    /// <summary>The parameters, by place, that are objects whose fields can carry derivatives.</summary>
    public static EquatableArray<int> Objects(IMethodSymbol method)
    {
        var types = Types(method);
        return method.Parameters.Where(p => StructReader.Object(p, types) is not null).Select(p => p.Ordinal).ToEquatable();
    }

    private static SignatureParameter Parameter(IParameterSymbol parameter, TypeReader reader, IMethodSymbol method)
    {
        var shape = Symbols.Attribute(parameter, "ShapeAttribute") is { } attribute ? ShapeReader.TryRead(attribute, method, method.ContainingType, out _) : null;
        return new SignatureParameter(parameter.Name, TypeReader.Text(parameter.Type), StructReader.Object(parameter, reader) ?? reader.TryRead(parameter.Type) ?? new OpaqueType(TypeReader.Text(parameter.Type)),
            Symbols.HasAttribute(parameter, "NoGradientAttribute"), shape, parameter.RefKind switch
            {
                RefKind.Ref => "ref ",
                RefKind.Out => "out ",
                RefKind.In or RefKind.RefReadOnlyParameter => "in ",
                _ => "",
            })
        {
            Held = parameter.Type is INamedTypeSymbol type && !Symbols.HasAttribute(parameter, "NoGradientAttribute") ? StructReader.WhyHeld(type, reader) : "",
        };
    }

    private static void Check(IMethodSymbol method, List<DiagnosticInfo> problems)
    {
        (string Kind, string Advice)? problem = method switch
        {
            { IsAsync: true } => ("an async method", "a derivative runs to its end at once: await outside of it"),
            _ when VirtualMethods.Problem(method) is { } found => found,
            _ when IsFileLocal(method.ContainingType) => ("a method of a file-local type", "the generated part stands in another file, so drop the modifier 'file'"),
            { IsExtern: true } => ("an extern method", "its body is not C#; write the method in C#"),
            _ when method.ReturnsVoid && !method.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out || p.Type is IArrayTypeSymbol || p.Type.Name == "Span" || StructReader.Object(p, Types(method)) is not null)
                => ("a method that gives nothing back", "return the result, or write it to an array, a span, or a ref or out parameter"),
            { IsStatic: false, ContainingType.IsValueType: true } when !VirtualMethods.Implemented(method).Any() => ($"an instance method of the struct {method.ContainingType.Name}", "make it static and pass the struct as a parameter; other differentiable methods may call it as it is"),
            _ when (Symbols.Modes(method) & DerivativeModes.HessianVector) != 0 && !TypeReader.IsFloating(method.ReturnType)
                => ("a method that asks for Hessian-vector products and does not return a number", "return a number, whose Hessian there is, or ask for Reverse and Forward alone"),
            _ when VirtualMethods.IsVirtual(method) && Objects(method).Count > 0
                => ($"a virtual method that is given an object ('{method.Parameters[Objects(method)[0]].Name}')", "pass the object's numbers, or mark the parameter [NoGradient] to hold it constant"),
            _ when (Symbols.Modes(method) & DerivativeModes.Hessian) != 0 && !TypeReader.IsFloating(method.ReturnType)
                => ("a method that asks for a Hessian and does not return a number", "return a number, whose Hessian there is, or ask for DerivativeModes.Jacobian"),
            _ when (Symbols.Modes(method) & (DerivativeModes.Jacobian | DerivativeModes.Hessian)) != 0 && (VirtualMethods.IsVirtual(method) || VirtualMethods.Implemented(method).Any())
                => ("a method that asks for a Jacobian or Hessian and is virtual or implements an interface", "ask for them on a method that is neither, which the virtual one may call"),
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => ("a method that returns a reference", "return the value"),
            { MethodKind: not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) } => ("this kind of member", "mark an ordinary method"),
            _ => null,
        };
        if (problem is { } wrong)
        {
            problems.Add(new DiagnosticInfo("ADG0003", IrSpan.None, EquatableArray.Of(method.Name, wrong.Kind, wrong.Advice)));
        }
    }

    private static string Modifiers(IMethodSymbol method)
    {
        string access = SyntaxFacts.GetText(method.DeclaredAccessibility);

        // A member of an interface that has a body and is no default that an implementation would inherit.
        return access + (method.IsStatic ? " static" : method.ContainingType.TypeKind == TypeKind.Interface ? " sealed" : "");
    }

    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    // Hints must differ in more than case: overloads, and names that differ by case alone, get a number.
    private static string HintName(IMethodSymbol method)
    {
        var peers = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.Name.Equals(method.Name, StringComparison.OrdinalIgnoreCase) && Symbols.IsMarked(m))
            .Select(m => m.GetDocumentationCommentId() ?? "").OrderBy(id => id, StringComparer.Ordinal).ToList();
        int index = peers.IndexOf(method.GetDocumentationCommentId() ?? "");
        return GeneratedFiles.Hint(method.ContainingType, "." + method.Name + (index > 0 ? "-" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : ""));
    }

    // Locals that hide a member would change what the emitted names mean.
    private static SortedSet<string> Reserved(IMethodSymbol method)
    {
        var names = Hidden(method.ContainingType);
        names.UnionWith(method.TypeParameters.Select(p => p.Name));

        // What the generator itself adds to the type must not change its names, and the analyzer sees it.
        foreach (string generated in method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => Symbols.IsMarked(m))
            .SelectMany(m => MemberNames.Suffixes.Select(s => m.Name + s)))
        {
            names.Remove(generated);
        }

        return names;
    }

    /// <summary>The names that mean something within a type: members, inherited ones too, type parameters, types of its namespace.</summary>
    public static SortedSet<string> Hidden(INamedTypeSymbol containing)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var type = containing; type is not null; type = type.ContainingType)
        {
            for (var t = type; t is { SpecialType: not SpecialType.System_Object and not SpecialType.System_ValueType }; t = t.BaseType)
            {
                names.UnionWith(t.MemberNames.Concat(t.GetTypeMembers().Where(n => !GeneratedFiles.IsGenerated(n)).Select(n => n.Name)).Where(n => SyntaxFacts.IsValidIdentifier(n)));
            }

            names.Add(type.Name);
            names.UnionWith(type.TypeParameters.Select(p => p.Name));
            names.UnionWith(type.InstanceConstructors.Where(Symbols.IsPrimary).SelectMany(c => c.Parameters).Select(p => p.Name));
        }

        names.UnionWith(containing.ContainingNamespace.GetTypeMembers().Select(t => t.Name).Where(TypeNames.Contains));
        for (var space = containing.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            names.UnionWith(new[] { "System", "AutoDiffGen" }.Where(n => space.GetMembers(n).Any()));
        }

        return names;
    }
}
