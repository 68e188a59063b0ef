using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The author's method is in error: what the passes found, as the diagnostic that the analyzer reports.</summary>
internal sealed class CompilationException(string id, IrSpan span, params string[] arguments) : Exception(id + ": " + string.Join(", ", arguments))
{
    public DiagnosticInfo Diagnostic { get; } = new(id, span, arguments.ToEquatable());
}
