using AutoDiffGen.Generator.Diagnostics;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The generated text of one method, or null where nothing can be generated, and what the passes found.</summary>
internal sealed record CompiledMethod(string? Source, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>Runs the passes over one lowered unit and emits its members.</summary>
internal static class MethodCompiler
{
    public static CompiledMethod Compile(LoweredUnit unit, CancellationToken cancellationToken, Optimizations optimizations = Optimizations.All)
    {
        var signature = unit.Signature;
        if (unit.Root is null)
        {
            return new CompiledMethod(Stub(signature, unit.Diagnostics), EquatableArray<DiagnosticInfo>.Empty);
        }

        try
        {
            if (signature.Dispatch is { IsCalled: false, IsOwn: false })
            {
                return new CompiledMethod(MethodEmitter.EmitPairs(signature, Pairs.Of(unit, null, recursive: false)), EquatableArray<DiagnosticInfo>.Empty);
            }

            unit = WithDerivatives(unit);
            var shaped = ShapedWhole(unit, out bool recursive, cancellationToken, optimizations);
            (shaped, signature) = UnchangedObjects.Run(shaped, signature);
            var derivative = Differentiate.Run(shaped, optimizations: optimizations);
            var pairs = Pairs.Of(unit, shaped.Function, recursive);

            // Besides a number that is the result there may be other outputs, whose cotangents MGradient takes for zero.
            bool one = derivative.Cotangents.Count() == 1;
            var ofResult = signature.Result is not ScalarType { IsFloating: true } ? null : one ? derivative : Differentiate.Run(shaped, onlyResult: true, optimizations: optimizations);
            var warnings = !signature.HasModelGradient && !signature.Parameters.Any(p => p.IsActive)
                ? EquatableArray.Of(new DiagnosticInfo("ADG0302", IrSpan.None, EquatableArray.Of(signature.Name)))
                : derivative.IsConstant
                ? EquatableArray.Of(new DiagnosticInfo("ADG0301", IrSpan.None, EquatableArray.Of(signature.Name)))
                : EquatableArray<DiagnosticInfo>.Empty;
            warnings = warnings.Concat(signature.Parameters.Where(p => p.Held.Length > 0).Select(p => new DiagnosticInfo("ADG0303", IrSpan.None, EquatableArray.Of(p.Name, signature.Name, p.Held)))).ToEquatable();
            warnings = warnings.Concat(unit.Root!.Parameters.Where(p => p.Type is TensorType { Dims: null }).Select(p => new DiagnosticInfo("ADG0105", IrSpan.None, EquatableArray.Of(p.Name)))).ToEquatable();
            warnings = warnings.Concat(HeldFields.Warnings(shaped.Function, signature)).ToEquatable();
            var pushforward = (signature.Modes & DerivativeModes.Forward) != 0 ? ForwardMode.Run(shaped) : null;
            var products = (signature.Modes & (DerivativeModes.HessianVector | DerivativeModes.Hessian)) != 0 ? HessianVector(shaped, signature) : null;
            var higher = new MatrixMembers(
                (signature.Modes & DerivativeModes.Jacobian) != 0 ? Jacobian(shaped, pushforward, signature) : null,
                (signature.Modes & DerivativeModes.Hessian) != 0 ? DirectionLanes.Run(products!, "Hessian") : null);
            products = (signature.Modes & DerivativeModes.HessianVector) != 0 ? products : null;
            return new CompiledMethod(MethodEmitter.Emit(signature, derivative, ofResult, pairs, pushforward, products, higher, optimizations), warnings);
        }
        catch (CompilationException e)
        {
            var diagnostics = EquatableArray.Of(e.Diagnostic);
            return new CompiledMethod(Stub(signature, diagnostics), diagnostics);
        }
    }

    // The unit with the derivatives that its methods call.
    private static LoweredUnit WithDerivatives(LoweredUnit unit)
    {
        var functions = unit.Functions();
        int own = functions.Count;
        DerivedFunctions.Add(unit.Root!, functions, (f, all) => Shaped(unit with { Root = f, Callees = all.Values.Where(c => c.Key != f.Key).ToEquatable() }, out _));
        return functions.Count == own ? unit : unit with { Callees = functions.Values.Where(f => f.Key != unit.Root!.Key).OrderBy(f => f.Key, StringComparer.Ordinal).ToEquatable() };
    }

    /// <summary>A derivative as a function: what may be loaded again is found anew.</summary>
    public static IrFunction Settled(IrFunction function) => Simplify.Share(FixedLoads.Run(function, keepsLocals: true));

    private static Pushforward HessianVector(ShapedFunction shaped, MethodSignature signature)
    {
        try
        {
            return ForwardMode.Run(new ShapedFunction(Settled(GradientFunction.Gradient(shaped, signature.Key)), shaped.SymbolValues));
        }
        catch (CompilationException e) when (e.Diagnostic.Id is "ADG0208")
        {
            throw new CompilationException("ADG0220", e.Diagnostic.Span, signature.Name, "a part of it has no second derivative");
        }
    }

    private static Pushforward Jacobian(ShapedFunction shaped, Pushforward? pushforward, MethodSignature signature)
    {
        try
        {
            return DirectionLanes.Run(pushforward ?? ForwardMode.Run(shaped), "Jacobian");
        }
        catch (CompilationException e) when (e.Diagnostic.Id == "ADG0208")
        {
            throw new CompilationException("ADG0221", e.Diagnostic.Span, signature.Name, "Jacobian", $"it calls '{e.Diagnostic.Arguments[0]}', which calls itself");
        }
    }

    /// <summary>The passes alone, without emission.</summary>
    public static Derivative Differentiated(LoweredUnit unit, out bool recursive, CancellationToken cancellationToken = default) =>
        Differentiate.Run(Shaped(unit, out recursive, cancellationToken));

    /// <summary>The passes before differentiation: one function in which every tensor has a shape.</summary>
    public static ShapedFunction Shaped(LoweredUnit unit, out bool recursive, CancellationToken cancellationToken = default) =>
        ShapedWhole(WithDerivatives(unit), out recursive, cancellationToken);

    // Of a unit that has the derivatives that it calls.
    private static ShapedFunction ShapedWhole(LoweredUnit unit, out bool recursive, CancellationToken cancellationToken, Optimizations optimizations = Optimizations.All)
    {
        recursive = Inliner.RecursiveKeys(unit.Functions()).Contains(unit.Root!.Key);
        var function = Simplify.Share(FixedLoads.Run(IdentityStores.Run(Pairs.Structured(GivenArrays.Run(ModuleParameters.Run(Pairs.InFile(unit, Inliner.Run(unit)), unit.Signature.HasModelGradient)), optimizations)), keepsLocals: true));
        cancellationToken.ThrowIfCancellationRequested();
        if (IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "call") is { } call
            && (IrWalk.AllValues(function).Any(v => v.Type is TensorType) || IrWalk.AllOps(function.Body).Any(op => op.Flag("tensors"))
                || (recursive && unit.Signature.Result is ArrayType)))
        {
            throw new CompilationException("ADG0202", call.Span, call.TryText("method") ?? call.Text("callee"));
        }

        // The scratch memory of a method has one element type.
        var elements = IrWalk.AllValues(function).Select(v => (v.Type as TensorType)?.Element).Where(e => e is { IsFloating: true }).Distinct().ToList();
        if (elements.Count > 1)
        {
            throw new CompilationException("ADG0010", IrSpan.None, $"tensors of both '{elements[0]!.CSharp}' and '{elements[1]!.CSharp}'", "use one element type in a method");
        }

        return ShapePass.Run(function);
    }

    /// <summary>Throwing members in place of the real ones; null where even these cannot be written.</summary>
    public static string? Stub(MethodSignature signature, EquatableArray<DiagnosticInfo> diagnostics) =>
        // What everybody may call of an override stands in the type that declares the method first.
        signature.HintName.Length == 0 || signature.Dispatch is { IsCalled: false, IsOwn: false }
            ? null
            : MethodEmitter.EmitStub(signature, diagnostics.Count == 0 ? signature.Name : diagnostics[0].Id + ": " + DiagnosticCatalog.Message(diagnostics[0].Id, diagnostics[0].Arguments));
}
