using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Tests.Coverage;

/// <summary>
/// Every kind of operation that lowering refuses has an example with its diagnostic at its place, or a reason why no body
/// of a method holds one. Those with a sentence of their own have their examples in <see cref="OperationKindTests"/>.
/// </summary>
public class RefusedKindTests
{
    private static readonly (OperationKind Kind, string Method)[] Own =
    [
        (OperationKind.None, "unsafe double F(double x) { double y = x; double* p = {|ADG0010:&y|}; return {|ADG0010:*p|}; }"),
        (OperationKind.AnonymousObjectCreation, "double F(double x) { var p = {|ADG0010:new { X = x }|}; return p.X * 2; }"),
        (OperationKind.TypeParameterObjectCreation, "double F<T>(double x) where T : Node, new() => x * {|ADG0010:new T()|}.Value;"),
        (OperationKind.MemberInitializer, "double F(double x) { var n = {|ADG0010:new Node { Next = { Weight = x } }|}; return x; }"),
        (OperationKind.TranslatedQuery, "double F(double[] a) => ({|ADG0010:from v in a select v * v|}).Sum();"),
        (OperationKind.Utf8String, "double F(double x) { ReadOnlySpan<byte> s = {|ADG0010:\"a\"u8|}; return x; }"),
        (OperationKind.FunctionPointerInvocation, "unsafe double F(double x) { delegate*<double, double> f = {|ADG0010:&Twice|}; return {|ADG0010:f(x)|}; }"),
        (OperationKind.InterpolatedStringHandlerCreation, "double F(double x) => x * string.Create(null, {|ADG0010:$\"a{x}\"|}).Length;"),
        (OperationKind.InterpolatedStringAppendLiteral, "double F(double x) => x * string.Create(null, {|ADG0010:$\"a{x}\"|}).Length;"),
        (OperationKind.InterpolatedStringAppendFormatted, "double F(double x) => x * string.Create(null, {|ADG0010:$\"a{x}\"|}).Length;"),
        (OperationKind.InterpolatedStringHandlerArgumentPlaceholder, "double F(double x) => x * string.Create(null, {|ADG0010:$\"a{x}\"|}).Length;"),
        (OperationKind.InterpolatedStringAddition, "double F(double x) => x * string.Create(null, {|ADG0010:$\"a{x}\" + $\"b{x}\"|}).Length;"),
        (OperationKind.CatchClause, "double F(double x) { {|ADG0010:try { x = 1; } catch (Exception) { x = 2; }|} return x; }"),
    ];

    private const string VisualBasic = "only Visual Basic has it", FlowGraph = "only the control-flow graph has it, which lowering does not ask for",
        Outside = "it stands beside a declaration, not in what a method does";

    private static readonly Dictionary<OperationKind, string> NotInABody = new()
    {
        [OperationKind.Stop] = VisualBasic,
        [OperationKind.End] = VisualBasic,
        [OperationKind.RaiseEvent] = VisualBasic,
        [OperationKind.OmittedArgument] = VisualBasic,
        [OperationKind.ReDim] = VisualBasic,
        [OperationKind.ReDimClause] = VisualBasic,
        [OperationKind.FlowCapture] = FlowGraph,
        [OperationKind.FlowCaptureReference] = FlowGraph,
        [OperationKind.FlowAnonymousFunction] = FlowGraph,
        [OperationKind.IsNull] = FlowGraph,
        [OperationKind.CaughtException] = FlowGraph,
        [OperationKind.StaticLocalInitializationSemaphore] = FlowGraph,
        [OperationKind.FieldInitializer] = Outside,
        [OperationKind.PropertyInitializer] = Outside,
        [OperationKind.ParameterInitializer] = Outside,
        [OperationKind.Attribute] = Outside,
        [OperationKind.InterpolatedStringAppendInvalid] = "the compiler rejects the handler itself",
        // Obsolete, and an error to name.
        [Enum.Parse<OperationKind>("CollectionElementInitializer")] = "Roslyn makes calls of Add instead",
    };

    public static TheoryData<OperationKind> Refused => [.. Enum.GetValues<OperationKind>().Distinct().Where(k => OperationCoverage.Outcome(k) != "lowered" && !NotInABody.ContainsKey(k))];

    public static TheoryData<OperationKind> WithoutASentence => [.. Own.Select(c => c.Kind)];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_kind_that_is_refused_has_an_example_that_holds_it(OperationKind kind)
    {
        var (_, method) = Assert.Single(Own.Concat(OperationKindTests.Cases), c => c.Kind == kind);
        var compilation = GeneratorHarness.Compile(Expected.Read(Text(method)).Source);
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.Text == "F");
        Assert.Contains(kind, model.GetOperation(declaration)!.DescendantsAndSelf().Select(o => o.Kind));
    }

    [Theory]
    [MemberData(nameof(WithoutASentence))]
    public void A_kind_without_a_sentence_of_its_own_is_told_at_its_place(OperationKind kind)
    {
        var (source, marks) = Expected.Read(Text(Own.Single(c => c.Kind == kind).Method));
        var found = GeneratorHarness.Run(source).AnalyzerDiagnostics();
        Assert.Equal(
            marks.OrderBy(m => m.Start).Select(m => $"{m.Id}: {source.Substring(m.Start, m.Length)}"),
            found.Select(d => $"{d.Id}: {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
    }

    // What is lowered needs no reason, and what has a reason no example.
    [Fact]
    public void Only_what_is_refused_has_a_reason_or_an_example_here() =>
        Assert.All(NotInABody.Keys.Concat(Own.Select(c => c.Kind)), kind => Assert.NotEqual("lowered", OperationCoverage.Outcome(kind)));

    private static string Text(string method) => OperationKindTests.Head + "[Differentiable] public static " + method + " }";
}
