using System.Text;
using AutoDiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>Source text in which every expected diagnostic is marked at its place: <c>{|ADG0010:while (true) { }|}</c>.</summary>
internal static class Expected
{
    /// <summary>
    /// The analyzer reports what is marked and nothing else, with these messages in order of place, and the compiler has
    /// nothing to add except the ids named.
    /// </summary>
    public static GeneratorOutcome Diagnostics(string marked, IReadOnlyList<string> messages, params string[] compiler)
    {
        var (source, marks) = Read(marked);
        return Hold(GeneratorHarness.Run(source), source, marks, messages, compiler);
    }

    /// <summary>The same for a compilation of one's own making.</summary>
    public static GeneratorOutcome Hold(
        GeneratorOutcome outcome, string source, List<(string Id, int Start, int Length)> marks, IReadOnlyList<string> messages, params string[] compiler)
    {
        var found = outcome.AnalyzerDiagnostics();
        Assert.Equal(
            marks.Select(m => $"{m.Id} at {m.Start}: {source.Substring(m.Start, m.Length)}"),
            found.Select(d => $"{d.Id} at {d.Location.SourceSpan.Start}: {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        Assert.Equal(messages, found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(found, d => Assert.Equal(DiagnosticCatalog.Get(d.Id).DefaultSeverity, d.Severity));
        Assert.Empty(outcome.GeneratorDiagnostics);
        Assert.Equal(compiler, outcome.CompilerDiagnostics().Select(d => d.Id));
        return outcome;
    }

    public static GeneratorOutcome Diagnostic(string marked, string message, params string[] compiler) => Diagnostics(marked, [message], compiler);

    /// <summary>The text without its marks, and the marks.</summary>
    public static (string Source, List<(string Id, int Start, int Length)> Marks) Read(string marked)
    {
        var text = new StringBuilder();
        var marks = new List<(string, int, int)>();
        var open = new Stack<(string Id, int Start)>();
        for (int i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, "{|", 0, 2) == 0)
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (string.CompareOrdinal(marked, i, "|}", 0, 2) == 0)
            {
                var (id, start) = open.Pop();
                marks.Add((id, start, text.Length - start));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return (text.ToString(), marks);
    }
}
