using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Documents;

/// <summary>The C# of the README is what the generator makes, and compiles.</summary>
public class ReadmeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    [Fact]
    public void The_backward_pass_is_the_one_that_is_generated()
    {
        string[] blocks = Blocks();
        string generated = GeneratorHarness.Run("using AutoDiffGen;\nusing System;\n" + blocks[0]).AllSources.ReplaceLineEndings("\n");
        string method = blocks[1][(blocks[1].IndexOf('{', StringComparison.Ordinal) + 1)..blocks[1].LastIndexOf('}')];
        Assert.Contains(method.TrimEnd() + "\n", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_project_compiles()
    {
        string[] blocks = Blocks();
        var compilation = GeneratorHarness.Compile(blocks[2], blocks[3], ImplicitUsings);
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        Assert.Empty(updated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    private static string[] Blocks()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutoDiffGen.sln")))
        {
            folder = folder.Parent!;
        }

        string text = File.ReadAllText(Path.Combine(folder.FullName, "README.md")).ReplaceLineEndings("\n");
        return [.. Regex.Matches(text, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
    }
}
