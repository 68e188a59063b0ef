using System.Reflection;
using System.Runtime.Loader;
using AutoDiffGen.Generator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>How an assembly is known to those that reference it.</summary>
public enum ReferenceKind
{
    /// <summary>As a build does that references a package.</summary>
    Image,

    /// <summary>As a build does that references a project: without bodies and private members.</summary>
    ReferenceAssembly,

    /// <summary>As an editor does.</summary>
    Project,
}

/// <summary>Texts compiled with the generator into one assembly each, every one with references to those before it.</summary>
internal sealed class AssemblyChain
{
    private readonly List<GeneratorOutcome> _outcomes = [];
    private readonly List<MetadataReference> _references = [];

    public AssemblyChain(ReferenceKind kind, params (string Name, string Source)[] assemblies)
    {
        foreach (var (name, source) in assemblies)
        {
            Add(kind, GeneratorHarness.Compile(source).WithAssemblyName(name), c => c);
        }
    }

    public GeneratorOutcome this[int index] => _outcomes[index];

    public IReadOnlyList<MetadataReference> References => _references;

    /// <summary>The last assembly.</summary>
    public GeneratorOutcome Last => _outcomes[^1];

    /// <summary>Adds an assembly whose compiled form somebody changes before others see it.</summary>
    public AssemblyChain Add(ReferenceKind kind, CSharpCompilation compilation, Func<Compilation, Compilation> change)
    {
        var outcome = GeneratorHarness.Run(compilation.AddReferences(_references));
        _outcomes.Add(outcome);
        var compiled = change(outcome.After);
        _references.Add(kind == ReferenceKind.Project ? compiled.ToMetadataReference() : MetadataReference.CreateFromImage(Image(compiled, kind == ReferenceKind.ReferenceAssembly)));
        return this;
    }

    /// <summary>The text of the attributes changed, as another generator or somebody with an editor might have written them.</summary>
    public static Func<Compilation, Compilation> Changed(string from, string to) => compilation =>
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(ExportEmitter.HintName, StringComparison.Ordinal));
        string text = tree.ToString();
        Assert.Contains(from, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text.Replace(from, to, StringComparison.Ordinal), GeneratorHarness.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8));
    };

    /// <summary>All of them, loaded; the last is given back.</summary>
    public Assembly Load()
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Assembly? last = null;
        foreach (var outcome in _outcomes)
        {
            var problems = outcome.CompilerDiagnostics();
            Assert.True(problems.IsEmpty, string.Join("\n", problems) + "\n\n" + outcome.AllSources + outcome.Exports);
            last = context.LoadFromStream(new MemoryStream(Image(outcome.After, false)));
        }

        return last!;
    }

    private static byte[] Image(Compilation compilation, bool metadataOnly)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, options: metadataOnly ? new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true, includePrivateMembers: false) : null);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return stream.ToArray();
    }
}
