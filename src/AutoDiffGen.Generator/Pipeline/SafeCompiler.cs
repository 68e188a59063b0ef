using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Pipeline;

/// <summary>
/// Lowering and compilation with a net under them: an exception of ours becomes a diagnostic that names the method and
/// the step, instead of the compiler's word that a generator failed.
/// </summary>
internal static class SafeCompiler
{
    public static LoweredUnit Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        try
        {
            return UnitLowering.Lower(method, compilation, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var signature = SignatureReader.Read(method, out _);
            return new LoweredUnit(signature, null, EquatableArray<IrFunction>.Empty, EquatableArray.Of(Failure(method.Name, "lowering", e)));
        }
    }

    public static CompiledMethod Compile(LoweredUnit unit, CancellationToken cancellationToken, Optimizations optimizations = Optimizations.All)
    {
        try
        {
            return MethodCompiler.Compile(unit, cancellationToken, optimizations);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var failure = EquatableArray.Of(Failure(unit.Signature.Name, "compiling", e));
            return new CompiledMethod(MethodCompiler.Stub(unit.Signature, failure), failure);
        }
    }

    /// <summary>The members of a marked type that other assemblies are told of.</summary>
    public static EquatableArray<ExportedMember> Members(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        try
        {
            return Exports.Members(type, compilation, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return EquatableArray<ExportedMember>.Empty;
        }
    }

    /// <summary>The body of a composed operation; null where the generator failed on it, which the analyzer tells.</summary>
    public static ExportedMember? Composed(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        try
        {
            return Exports.Composed(method, compilation, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The attribute that tells other assemblies of a member.</summary>
    public static string Export(ExportedMember member)
    {
        IrDocument document;
        try
        {
            document = member.Document();
        }
        catch (Exception e)
        {
            document = IrDocument.Impossible($"the generator failed on it ({e.GetType().Name}: {e.Message})");
        }

        return ExportEmitter.Attribute(member.Id, document.ToString());
    }

    private static DiagnosticInfo Failure(string method, string step, Exception e) =>
        new("ADG9999", IrSpan.None, EquatableArray.Of(method, $"{step}: {e.GetType().Name}: {e.Message}"));
}
