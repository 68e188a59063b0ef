using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoDiffGen.Generator.Analyzers;
using AutoDiffGen.Generator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>Runs the generator and the analyzer over source text, as a build does, and compiles and loads the outcome.</summary>
internal static class GeneratorHarness
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Basic.Reference.Assemblies.Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.Tensor).Assembly.Location),
    ];

    /// <summary>A library of the given files, nullable, unsafe allowed, every warning at its highest level.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sample" + Guid.NewGuid().ToString("N"),
        sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, ParseOptions, $"Sample{i}.cs", System.Text.Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            warningLevel: 9999,
            // CS1591 and CS1573: the samples' own public members have no comments. CS1701: versions of reference assemblies.
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS1573", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]));

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new AutoDiffGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorOutcome Run(params string[] sources) => Run(Compile(sources));

    /// <summary>With severities as a project file sets them.</summary>
    public static GeneratorOutcome Run(IReadOnlyDictionary<string, ReportDiagnostic> severities, params string[] sources)
    {
        var compilation = Compile(sources);
        return Run(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.AddRange(severities))));
    }

    public static GeneratorOutcome Run(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var generatorDiagnostics);
        return new GeneratorOutcome(compilation, updated, driver.GetRunResult(), generatorDiagnostics);
    }
}

/// <summary>What a run of the generator gave.</summary>
internal sealed class GeneratorOutcome(Compilation before, Compilation after, GeneratorDriverRunResult run, ImmutableArray<Diagnostic> generatorDiagnostics)
{
    private Assembly? _assembly;

    public Compilation Before { get; } = before;

    public Compilation After { get; } = after;

    public GeneratorDriverRunResult RunResult { get; } = run;

    /// <summary>Generated files by hint name, without what is told to other assemblies.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        RunResult.Results.SelectMany(r => r.GeneratedSources).Where(s => s.HintName != ExportEmitter.HintName).ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>What other assemblies are told; empty when nothing is.</summary>
    public string Exports => RunResult.Results.SelectMany(r => r.GeneratedSources).Where(s => s.HintName == ExportEmitter.HintName).Select(s => s.SourceText.ToString()).SingleOrDefault() ?? "";

    /// <summary>Every generated file, one after the other.</summary>
    public string AllSources => string.Join("\n", Sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"// === {s.Key}\n{s.Value}"));

    /// <summary>What the generator's own run reported: nothing, since the analyzer speaks.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; } = generatorDiagnostics;

    /// <summary>The analyzer's diagnostics over the finished compilation, in order of place.</summary>
    public ImmutableArray<Diagnostic> AnalyzerDiagnostics()
    {
        var analyzed = After.WithAnalyzers([new DifferentiableAnalyzer()]);
        return [.. analyzed.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The C# compiler's errors and warnings over the finished compilation.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics() => [.. After.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)];

    /// <summary>The compiled assembly. Any error or warning of the compiler fails the test, with the text around it.</summary>
    public Assembly Load()
    {
        if (_assembly is not null)
        {
            return _assembly;
        }

        var problems = CompilerDiagnostics();
        Assert.True(problems.IsEmpty, string.Join("\n", problems.Select(Describe)) + "\n\n" + AllSources);
        using var stream = new MemoryStream();
        var emitted = After.Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        stream.Position = 0;
        return _assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>A method of a type, generated or written, whatever its accessibility.</summary>
    public MethodInfo Method(string type, string method) =>
        Load().GetType(type, throwOnError: true)!.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance).Single(m => m.Name == method);

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        string line = diagnostic.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString().Trim() ?? "";
        return $"{diagnostic.Id} {diagnostic.GetMessage()} at {span.Path}({span.StartLinePosition.Line + 1}): {line}";
    }
}
