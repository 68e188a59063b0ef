using System.Runtime.CompilerServices;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>
/// Holds generated text against files in Verify's conventions: <c>Type.Method#hint.verified.cs</c> beside the test, and on
/// a mismatch <c>.received.cs</c> next to it. Nothing is accepted by itself: whoever has read the received file renames it.
/// </summary>
internal static class Snapshot
{
    /// <summary>Every generated file of a test equals its verified one, and no verified file is left over.</summary>
    public static void Match(IReadOnlyDictionary<string, string> sources, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string? problem = Compare(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "." + method, sources);
        Assert.True(problem is null, problem);
    }

    /// <summary>What differs, or null. Received files are written for what differs, and removed for what does not.</summary>
    public static string? Compare(string directory, string test, IReadOnlyDictionary<string, string> sources)
    {
        var problems = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hint, text) in sources.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            string stem = Path.Combine(directory, $"{test}#{Path.GetFileNameWithoutExtension(hint)}");
            string verified = stem + ".verified.cs", received = stem + ".received.cs";
            expected.Add(verified);
            string? problem = !File.Exists(verified) ? "there is no verified file" : FirstDifference(Normal(File.ReadAllText(verified)), Normal(text));
            if (problem is null)
            {
                File.Delete(received);
                continue;
            }

            File.WriteAllText(received, text);
            problems.Add($"{Path.GetFileName(verified)}: {problem}\nreceived: {received}");
        }

        problems.AddRange(Directory.GetFiles(directory, test + "#*.verified.cs").Where(f => !expected.Contains(f)).Select(f => $"{Path.GetFileName(f)}: nothing of that name is generated any more"));
        return problems.Count == 0 ? null : string.Join("\n\n", problems);
    }

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string? FirstDifference(string verified, string received)
    {
        if (verified == received)
        {
            return null;
        }

        string[] a = verified.Split('\n'), b = received.Split('\n');
        int line = Enumerable.Range(0, Math.Max(a.Length, b.Length)).First(i => i >= a.Length || i >= b.Length || a[i] != b[i]);
        static string Around(string[] lines, int at) => string.Join("\n", lines.Skip(at).Take(4).Select(l => "    " + l));
        return $"differs from line {line + 1} on\n  verified:\n{Around(a, line)}\n  received:\n{Around(b, line)}";
    }
}
