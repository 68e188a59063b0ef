using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Lowers a marked method and everything that it calls.</summary>
internal static class UnitLowering
{
    public static LoweredUnit Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var signature = SignatureReader.Read(method, out var problems);
        if (problems.Count > 0)
        {
            return new LoweredUnit(signature, null, EquatableArray<IrFunction>.Empty, problems.ToEquatable());
        }

        if (VirtualMethods.IsChosen(method))
        {
            return new LoweredUnit(signature, null, EquatableArray<IrFunction>.Empty, EquatableArray<DiagnosticInfo>.Empty);
        }

        var objects = SignatureReader.Objects(method);
        var root = new CalleeReference(method.GetDocumentationCommentId()!, EquatableArray<string>.Empty) { Objects = objects, IsRoot = objects.Count > 0 };
        if (signature.Dispatch is { } dispatch)
        {
            return Dispatched(method, signature, dispatch, root, compilation, cancellationToken);
        }

        var reached = Reach(root, method.Name, compilation, cancellationToken);
        return new LoweredUnit(signature, reached.Root, reached.Callees, reached.Diagnostics) { Export = Exports.Scope(method, reached.Callees, compilation) };
    }

    // A method that is called by way of its pair: its body stands among the callees, and the root is what everybody may call.
    private static LoweredUnit Dispatched(IMethodSymbol method, MethodSignature signature, DispatchSignature dispatch, CalleeReference root, Compilation compilation, CancellationToken cancellationToken)
    {
        var (main, callees, diagnostics) = dispatch.IsAbstract ? (null, EquatableArray<IrFunction>.Empty, EquatableArray<DiagnosticInfo>.Empty) : Reach(root, method.Name, compilation, cancellationToken);
        if (main is null && !dispatch.IsAbstract)
        {
            return new LoweredUnit(signature, null, callees, diagnostics);
        }

        // What is overridden has no pair where it is in error.
        if (VirtualMethods.Overridden(method) is { IsAbstract: false } overridden && Reach(new CalleeReference(overridden.OriginalDefinition.GetDocumentationCommentId()!, EquatableArray<string>.Empty), overridden.Name, compilation, cancellationToken).Diagnostics.Any())
        {
            return new LoweredUnit(signature, null, callees, EquatableArray.Of(new DiagnosticInfo("ADG0014", IrSpan.None, EquatableArray.Of(method.ContainingType.Name + "." + method.Name, overridden.ContainingType.Name + "." + overridden.Name))));
        }

        if (main is not null)
        {
            // What a receiver holds is constant to those who only know its interface.
            main = !method.ContainingType.IsValueType ? main
                : main with { Parameters = main.Parameters.Select(p => p.Name.StartsWith("this.", StringComparison.Ordinal) ? p with { NoGradient = true } : p).ToEquatable() };
            callees = callees.Append(main).ToEquatable();
        }

        if (dispatch.IsCalled && Declaration(method, cancellationToken) is { } declaration)
        {
            var called = FunctionLowering.Dispatching(method, declaration, DerivativeRules.Of(compilation));
            return new LoweredUnit(signature, called.Function, callees, called.Diagnostics.Select(d => d with { Owner = "" }).ToEquatable());
        }

        return new LoweredUnit(signature, main, callees, diagnostics);
    }

    /// <summary>Lowers a method, marked or not, and everything that it calls.</summary>
    public static (IrFunction? Root, EquatableArray<IrFunction> Callees, EquatableArray<DiagnosticInfo> Diagnostics) Reach(CalleeReference root, string name, Compilation compilation, CancellationToken cancellationToken)
    {
        string surface = CompilationSurface.Of(compilation);
        var diagnostics = new List<DiagnosticInfo>();
        var functions = new SortedDictionary<string, IrFunction>(StringComparer.Ordinal);
        var pending = new Stack<CalleeReference>([root]);
        var seen = new HashSet<string> { root.Key };
        bool failed = false;
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = pending.Pop();
            var lowered = next.Assembly.Length == 0 ? Function(next, compilation, surface, cancellationToken) : ReferencedMethods.Of(compilation).Function(next);
            foreach (var callee in lowered.Callees.Where(c => seen.Add(c.Key)))
            {
                pending.Push(callee);
            }

            if (lowered.Function is { } function)
            {
                functions[next.Key] = function;
                continue;
            }

            // A marked callee reports its own errors; one that is not marked has nobody else to do so.
            failed = true;
            diagnostics.AddRange(lowered.Diagnostics.Select(d => next == root ? d with { Owner = "" } : d)
                .Where(d => next == root || !IsMarked(next, compilation)));
            if (next != root && IsMarked(next, compilation))
            {
                diagnostics.Add(new DiagnosticInfo("ADG0014", IrSpan.None, EquatableArray.Of(name, Name(next, compilation))));
            }
        }

        var main = failed ? null : functions[root.Key];
        functions.Remove(root.Key);
        return (main, functions.Values.ToEquatable(), diagnostics.Distinct().ToEquatable());
    }

    private static LoweredFunction Function(CalleeReference reference, Compilation compilation, string surface, CancellationToken cancellationToken)
    {
        if (Find(reference, compilation) is not { } method || Declaration(method, cancellationToken) is not { } declaration)
        {
            return new LoweredFunction(null, EquatableArray<CalleeReference>.Empty,
                EquatableArray.Of(new DiagnosticInfo("ADG0003", IrSpan.None, EquatableArray.Of(reference.DocumentationId, "a method without a declaration that can be read", "write it as an ordinary method"))));
        }

        return LoweringCache.GetOrAdd(surface, reference.Key, declaration.ToString(), () =>
        {
            var seen = GeneratedStubs.AreNamed(declaration) ? GeneratedStubs.Of(compilation) : compilation;
            var found = seen == compilation ? method : Find(reference, seen)!;
            var model = seen.GetSemanticModel(declaration.SyntaxTree);
            var body = Body(declaration) is { } syntax ? model.GetOperation(syntax, cancellationToken) : null;
            return FunctionLowering.Lower(found, declaration, body, reference, TypeArguments(found, reference), DerivativeRules.Of(seen), Structs(found, reference, model, declaration));
        });
    }

    // A method declaration binds whole; the body of an expression-bodied property is bound by itself.
    private static SyntaxNode? Body(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => method.Body is null && method.ExpressionBody is null ? null : method,
        AccessorDeclarationSyntax accessor => accessor.Body is null && accessor.ExpressionBody is null ? null : accessor,
        ArrowExpressionClauseSyntax arrow => arrow,
        _ => null,
    };

    private static Dictionary<ITypeParameterSymbol, ScalarType> TypeArguments(IMethodSymbol method, CalleeReference reference)
    {
        var map = new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default);
        var parameters = CalleeReference.TypeParameters(method);
        for (int i = 0; i < reference.TypeArguments.Count; i++)
        {
            // What is no number cannot be a value of the method, only stand in its signature.
            if (!TypeReader.IsFloating(parameters[i]))
            {
                continue;
            }

            map[parameters[i]] = reference.TypeArguments[i] switch
            {
                "float" => ScalarType.F32,
                "double" => ScalarType.F64,
                string name => ScalarType.TypeParameter(name),
            };
        }

        return map;
    }

    // Structs are found again by their names.
    private static Dictionary<ITypeParameterSymbol, INamedTypeSymbol> Structs(IMethodSymbol method, CalleeReference reference, SemanticModel model, SyntaxNode declaration)
    {
        var map = new Dictionary<ITypeParameterSymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var parameters = CalleeReference.TypeParameters(method);
        for (int i = 0; i < reference.TypeArguments.Count; i++)
        {
            if (!TypeReader.IsFloating(parameters[i]) && reference.TypeArguments[i].Contains("::")
                && model.GetSpeculativeTypeInfo(declaration.SpanStart, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseTypeName(reference.TypeArguments[i]), SpeculativeBindingOption.BindAsTypeOrNamespace).Type is INamedTypeSymbol { TypeKind: TypeKind.Struct } type)
            {
                map[parameters[i]] = type;
            }
        }

        return map;
    }

    public static IMethodSymbol? Find(CalleeReference reference, Compilation compilation) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(reference.DocumentationId, compilation) as IMethodSymbol ?? Explicit(reference.DocumentationId, compilation);

    // Roslyn does not look for explicit implementations of interfaces, whose names have # in them.
    private static IMethodSymbol? Explicit(string id, Compilation compilation)
    {
        string name = id.Split('(')[0];
        return name.Contains('#') && name.LastIndexOf('.') is > 2 and int end && DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + name.Substring(2, end - 2), compilation) is INamedTypeSymbol type
            ? type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.MethodKind == MethodKind.ExplicitInterfaceImplementation && m.GetDocumentationCommentId() == id)
            : null;
    }

    /// <summary>The declaration that spans are relative to: of a partial method, the part with the body.</summary>
    public static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellationToken) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    private static bool IsMarked(CalleeReference reference, Compilation compilation) =>
        reference.Local.Length == 0 && Find(reference, compilation) is { } method && Symbols.IsMarked(method);

    private static string Name(CalleeReference reference, Compilation compilation) => Find(reference, compilation)?.Name ?? reference.DocumentationId;
}
