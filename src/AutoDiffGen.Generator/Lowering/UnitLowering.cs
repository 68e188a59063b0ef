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

        string surface = CompilationSurface.Of(compilation);
        var diagnostics = new List<DiagnosticInfo>();
        var functions = new SortedDictionary<string, IrFunction>(StringComparer.Ordinal);
        var root = new CalleeReference(method.GetDocumentationCommentId()!, EquatableArray<string>.Empty);
        var dispatch = signature.Dispatch;
        var pending = new Stack<CalleeReference>(dispatch is { IsAbstract: true } ? [] : [root]);
        var seen = new HashSet<string> { root.Key };
        bool failed = false;
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = pending.Pop();
            var lowered = Function(next, compilation, surface, cancellationToken);
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
                diagnostics.Add(new DiagnosticInfo("ADG0014", IrSpan.None, EquatableArray.Of(method.Name, Name(next, compilation))));
            }
        }

        var main = failed || dispatch is { IsAbstract: true } ? null : functions[root.Key];
        if (dispatch is null)
        {
            functions.Remove(root.Key);
        }
        else if (main is not null && method.ContainingType.IsValueType)
        {
            // What a receiver holds is constant to those who only know its interface.
            functions[root.Key] = main = main with { Parameters = main.Parameters.Select(p => p.Name.StartsWith("this.", StringComparison.Ordinal) ? p with { NoGradient = true } : p).ToEquatable() };
        }

        if (!failed && dispatch is { IsCalled: true } && Declaration(method, cancellationToken) is { } declaration)
        {
            var called = FunctionLowering.Dispatching(method, declaration, DerivativeRules.Of(compilation));
            diagnostics.AddRange(called.Diagnostics.Select(d => d with { Owner = "" }));
            main = called.Function;
        }

        return new LoweredUnit(signature, main, functions.Values.ToEquatable(), diagnostics.Distinct().ToEquatable());
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
            var model = compilation.GetSemanticModel(declaration.SyntaxTree);
            var body = Body(declaration) is { } syntax ? model.GetOperation(syntax, cancellationToken) : null;
            return FunctionLowering.Lower(method, declaration, body, reference, TypeArguments(method, reference), DerivativeRules.Of(compilation));
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

    public static IMethodSymbol? Find(CalleeReference reference, Compilation compilation) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(reference.DocumentationId, compilation) as IMethodSymbol;

    /// <summary>The declaration that spans are relative to: of a partial method, the part with the body.</summary>
    public static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellationToken) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    private static bool IsMarked(CalleeReference reference, Compilation compilation) =>
        Find(reference, compilation) is { } method && Symbols.HasAttribute(method, "DifferentiableAttribute");

    private static string Name(CalleeReference reference, Compilation compilation) => Find(reference, compilation)?.Name ?? reference.DocumentationId;
}
