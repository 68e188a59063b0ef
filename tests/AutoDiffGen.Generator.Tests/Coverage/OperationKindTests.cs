using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Coverage;

/// <summary>What lowering does with every kind of operation that Roslyn has.</summary>
public class OperationKindTests
{
    internal const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using AutoDiffGen;
        namespace Samples;
        public record Point(double X, double Y);
        public record struct Pair(int A, int B);
        public class Node { public Node? Next; public double? Weight; public event Action? Changed; public double Value => 1; public void Raise() => Changed?.Invoke(); }
        [System.Runtime.CompilerServices.InlineArray(3)] public struct Three { private double _first; }
        public static partial class C
        {
            private static double Twice(double x) => 2 * x;

        """;

    /// <summary>A body for every kind that has a sentence of its own; its place is marked.</summary>
    internal static readonly (OperationKind Kind, string Method)[] Cases =
    [
        (OperationKind.Loop, "double F(double x, List<int> list) { {|ADG0010:foreach (int i in list) { x += i; }|} return x; }"),
        (OperationKind.Branch, "double F(double x) { if (x > 0) { {|ADG0010:goto end;|} } x = 1; {|ADG0010:end: return x;|} }"),
        (OperationKind.Labeled, "double F(double x) { if (x > 0) { {|ADG0010:goto end;|} } x = 1; {|ADG0010:end: return x;|} }"),
        (OperationKind.Try, "double F(double x) { {|ADG0010:try { x = 1; } finally { x = 2; }|} return x; }"),
        (OperationKind.Throw, "double F(double x) { {|ADG0010:try { x = 1; } catch (Exception) { throw; }|} return x; }"),
        (OperationKind.Using, "double F(double x, IDisposable d) { {|ADG0010:using (d) { x = 1; }|} return x; }"),
        (OperationKind.UsingDeclaration, "double F(double x, IDisposable d) { {|ADG0010:using var e = d;|} return x; }"),
        (OperationKind.Lock, "double F(double x, object o) { {|ADG0010:lock (o) { x = 1; }|} return x; }"),
        (OperationKind.AnonymousFunction, "double F(double x) { Apply({|ADG0010:y => y|}); return x; } static void Apply(Func<double, double> f) { }"),
        (OperationKind.DelegateCreation, "double F(double x) { Func<double, double> f = {|ADG0010:Twice|}; return {|ADG0010:f(x)|}; }"),
        (OperationKind.MethodReference, "double F(double x) { Func<double, double> f = {|ADG0010:Twice|}; return {|ADG0010:f(x)|}; }"),
        (OperationKind.LocalFunction, "double F(double x) { {|ADG0010:double Square(double y) => y * y;|} return x + {|ADG0010:Square(2)|}; }"),
        (OperationKind.ObjectCreation, "double F(double x) => x * {|ADG0010:new Node { Weight = 1 }|}.Value;"),
        (OperationKind.Tuple, "double F(double x, [Shape(\"N\")] System.Numerics.Tensors.Tensor<double> a) { var t = {|ADG0010:(x, a)|}; return t.Item1; }"),
        (OperationKind.TupleBinary, "double F(double x, int n) => {|ADG0010:(n, n) == (1, 2)|} ? x : -x;"),
        (OperationKind.DeconstructionAssignment, "double F(double x, Point p) { var (a, b) = {|ADG0010:p|}; return x * a * b; }"),
        (OperationKind.With, "double F(double x, Point p) => x * ({|ADG0010:p with { X = 1 }|}).X;"),
        (OperationKind.InterpolatedString, "double F(double x) => x * {|ADG0010:$\"{x}\"|}.Length;"),
        (OperationKind.Coalesce, "double F([Shape(\"N\")] System.Numerics.Tensors.Tensor<double>? a, [Shape(\"N\")] System.Numerics.Tensors.Tensor<double> b) => Ops.Sum({|ADG0010:a ?? b|});"),
        (OperationKind.CoalesceAssignment, "double F([Shape(\"N\")] System.Numerics.Tensors.Tensor<double>? a, [Shape(\"N\")] System.Numerics.Tensors.Tensor<double> b) { {|ADG0010:a ??= b|}; return Ops.Sum(b); }"),
        (OperationKind.ConditionalAccess, "double F([Shape(\"N\")] System.Numerics.Tensors.Tensor<double>? a, [Shape(\"N\")] System.Numerics.Tensors.Tensor<double> b) => {|ADG0010:a?.Rank|} == 1 ? Ops.Sum(b) : 0;"),
        (OperationKind.DynamicInvocation, "double F(double x, object o) { dynamic d = o; {|ADG0010:d(x)|}; return x; }"),
        (OperationKind.DynamicMemberReference, "double F(double x, object o) { dynamic d = o; _ = {|ADG0010:d.Next|}; return x; }"),
        (OperationKind.DynamicIndexerAccess, "double F(double x, object o) { dynamic d = o; _ = {|ADG0010:d[1]|}; return x; }"),
        (OperationKind.DynamicObjectCreation, "double F(double x, object o) { dynamic d = o; _ = {|ADG0010:new Uri(d)|}; return x; }"),
        (OperationKind.AddressOf, "unsafe double F(double x) { double y = x; double* p = {|ADG0010:&y|}; return {|ADG0010:*p|}; }"),
        (OperationKind.IsType, "double F(double x, object o) => {|ADG0010:o is string|} ? x : -x;"),
        (OperationKind.EventAssignment, "double F(double x, Node n) { {|ADG0010:n.Changed += null|}; return x; }"),
        (OperationKind.ImplicitIndexerReference, "double F(double x, List<int> l) => {|ADG0010:l[^1]|} == 1 ? x : -x;"),
        (OperationKind.InlineArrayAccess, "double F(double x) { Three t = default; return x + {|ADG0010:t[0]|}; }"),
        (OperationKind.Await, "async Task<double> {|ADG0003:F|}(double x) { await Task.Yield(); return x; }"),
        (OperationKind.YieldReturn, "{|ADG0004:IEnumerable<double>|} F(double x) { yield return x; }"),
        (OperationKind.YieldBreak, "{|ADG0004:IEnumerable<double>|} F(double x) { if (x > 0) { yield break; } yield return x; }"),
        (OperationKind.EventReference, "double F(double x, Node n) { {|ADG0010:n.Changed += null|}; return x; }"),
        (OperationKind.RecursivePattern, "double F(double x, Point p) => p is {|ADG0010:{ X: 1 }|} ? x : -x;"),
        (OperationKind.Invalid, "double F(double x) => x + {|ADG0010:Missing(x)|};"),
    ];

    public static TheoryData<OperationKind> Special => [.. OperationCoverage.SpecialKinds];

    [Theory]
    [MemberData(nameof(Special))]
    public void A_kind_with_a_sentence_of_its_own_is_told_at_its_place(OperationKind kind)
    {
        var (_, method) = Assert.Single(Cases, c => c.Kind == kind);
        var (source, marks) = Expected.Read(Head + "[Differentiable] public static " + method + " }");
        var outcome = GeneratorHarness.Run(source);
        var found = outcome.AnalyzerDiagnostics();
        Assert.Equal(
            marks.OrderBy(m => m.Start).Select(m => $"{m.Id}: {source.Substring(m.Start, m.Length)}"),
            found.Select(d => $"{d.Id}: {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        Assert.DoesNotContain(outcome.CompilerDiagnostics(), d => d.Location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
    }

    // A new Roslyn brings new kinds: this list shows them, and whoever updates it decides what becomes of them.
    [Fact]
    public void Every_kind_that_Roslyn_has_is_listed_with_its_outcome()
    {
        var lines = Enum.GetNames<OperationKind>().GroupBy(Enum.Parse<OperationKind>).OrderBy(g => (int)g.Key)
            .Select(g => $"// {g.Key}: {OperationCoverage.Outcome(g.Key)}{(OperationCoverage.Outcome(g.Key) == "lowered" ? "" : ", " + OperationCoverage.Describe(g.Key))}");
        Snapshot.Match(new Dictionary<string, string> { ["kinds.cs"] = string.Join("\n", lines) + "\n" });
    }

    [Fact]
    public void A_kind_is_lowered_or_has_an_outcome_but_no_advice_is_empty() =>
        Assert.All(Enum.GetValues<OperationKind>(), kind => Assert.True(OperationCoverage.Outcome(kind) is "lowered" or "ADG0010" && OperationCoverage.Advice(kind).Length >= 10));
}
