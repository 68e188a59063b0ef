using System.Text.RegularExpressions;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Scalars;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>The programs that others test in reverse mode, compiled with a forward mode too.</summary>
internal static class ForwardPrograms
{
    private static readonly Lazy<ProgramSet> LazyPrograms = new(() => Set(ProgramSet.Texts));

    private static readonly Lazy<ProgramSet> LazyScalars = new(() => Set(ScalarFunctions.All.Select(f => ScalarPrograms.Source(f))));

    /// <summary>Those of the folder Programs.</summary>
    public static ProgramSet Programs => LazyPrograms.Value;

    /// <summary>Those of every row of the rule table.</summary>
    public static ProgramSet Scalars => LazyScalars.Value;

    /// <summary>Programs given as text; every mark asks for a forward mode.</summary>
    public static ProgramSet Set(IEnumerable<string> texts)
    {
        string[] marked = [.. texts.Select(Marked)];
        return new ProgramSet(InProcess.Generate(marked), InProcess.Oracle(marked));
    }

    private static string Marked(string text) =>
        Regex.Replace(text, @"(?<=\[)Differentiable(?=[,\]])", "Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)");
}
