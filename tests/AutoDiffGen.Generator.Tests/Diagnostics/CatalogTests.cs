using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Analyzers;
using AutoDiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

public class CatalogTests
{
    private static readonly string Here = Folder();

    private static readonly string Pages = Path.GetFullPath(Path.Combine(Here, "../../../docs/diagnostics"));

    public static TheoryData<string> Ids => [.. DiagnosticCatalog.All.Select(d => d.Id)];

    [Fact]
    public void The_analyzer_supports_the_whole_catalogue() =>
        Assert.Equal(DiagnosticCatalog.All, new DifferentiableAnalyzer().SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Errors_cannot_be_configured_away_and_warnings_can(string id)
    {
        var descriptor = DiagnosticCatalog.Get(id);
        Assert.Equal(descriptor.DefaultSeverity == DiagnosticSeverity.Error, descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        Assert.True(descriptor.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_has_a_page_which_its_help_link_names(string id)
    {
        Assert.EndsWith($"/docs/diagnostics/{id}.md", DiagnosticCatalog.Get(id).HelpLinkUri, StringComparison.Ordinal);
        string text = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith($"# {id}: {DiagnosticCatalog.Get(id).Title}\n", text.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("```csharp", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_belongs_to_a_diagnostic() =>
        Assert.Equal(DiagnosticCatalog.All.Select(d => d.Id), Directory.GetFiles(Pages, "ADG*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    // Every id but the last is the subject of a test that looks for it at its place.
    [Fact]
    public void Every_diagnostic_is_expected_by_a_test()
    {
        string tests = string.Join("\n", Directory.GetFiles(Here, "*.cs").Select(File.ReadAllText));
        Assert.Equal(["ADG9999"], DiagnosticCatalog.All.Select(d => d.Id).Where(id => !tests.Contains("{|" + id + ":", StringComparison.Ordinal)));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
