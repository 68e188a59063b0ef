using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Analyzers;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>Compiles program text in process: with the generator, as a build does, or for the oracle.</summary>
internal static class InProcess
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Basic.Reference.Assemblies.Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.Tensor).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(InProcess).Assembly.Location),
    ];

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using AutoDiffGen;
        global using AutoDiffGen.Gradient.Tests.Harness;
        """;

    public static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Programs" + Guid.NewGuid().ToString("N"),
        trees.Prepend(CSharpSyntaxTree.ParseText(GlobalUsings, ParseOptions, "Usings.cs", System.Text.Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    public static CSharpCompilation Compilation(params IEnumerable<string> sources) =>
        Compilation(sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, ParseOptions, $"Program{i}.cs", System.Text.Encoding.UTF8)));

    /// <summary>The programs with their generated derivatives.</summary>
    public static Assembly Generate(params string[] sources) => Generate(Optimizations.All, sources);

    /// <summary>The programs with derivatives for which the generator leaves something undone.</summary>
    public static Assembly Generate(Optimizations optimizations, params string[] sources)
    {
        CSharpGeneratorDriver.Create([new AutoDiffGenerator(optimizations).AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Compilation(sources), out var compilation, out var diagnostics);
        return Load(compilation, diagnostics);
    }

    /// <summary>The programs over the oracle's numbers.</summary>
    public static Assembly Oracle(params IEnumerable<string> sources) =>
        Load(Compilation(sources.Select((s, i) => OracleSource.Rewrite(s, ParseOptions, $"Oracle{i}.cs"))), []);

    /// <summary>What the analyzer says of the programs.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(params string[] sources) =>
        Compilation(sources).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    public static Assembly Load(Compilation compilation, ImmutableArray<Diagnostic> diagnostics)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        var errors = diagnostics.Concat(emitted.Diagnostics).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join("\n", errors.Take(10).Select(Describe)));
        }

        stream.Position = 0;
        return new AssemblyLoadContext("programs", isCollectible: true).LoadFromStream(stream);
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var text = diagnostic.Location.SourceTree?.GetText();
        string near = text is null ? "" : string.Join("\n", text.Lines.Skip(Math.Max(0, span.StartLinePosition.Line - 12)).Take(16).Select(l => "    " + l));
        return $"{diagnostic.Id} {diagnostic.GetMessage()} at {span}:\n{near}";
    }
}
