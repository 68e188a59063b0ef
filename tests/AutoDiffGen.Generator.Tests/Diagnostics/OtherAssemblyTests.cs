using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>Calls into a referenced project: as a build sees it, and as an editor does, which knows its text too.</summary>
public class OtherAssemblyTests
{
    private const string Library = "using AutoDiffGen; namespace Library; public static partial class Curves { [Differentiable] public static double Bell(double x) => System.Math.Exp(-x * x); public static double Plain(double x) => x; }";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_method_without_derivative_cannot_be_differentiated_through(bool editor) => With(editor,
        "using AutoDiffGen; public static partial class C { [Differentiable] public static double F(double x) => {|ADG0201:Library.Curves.Plain(x)|} * 2; }",
        "'Library.Curves.Plain' is not differentiable, but an active value goes in, and a number or the contents of an array come out, whose gradient would be lost: mark it [Differentiable], give it a rule ([DerivativeOf]) when it is not yours, or pass the value through Ops.Detach or a parameter marked [NoGradient]");

    private static void With(bool editor, string marked, string message)
    {
        var library = GeneratorHarness.Run(Library).After;
        var reference = editor ? library.ToMetadataReference() : (MetadataReference)MetadataReference.CreateFromImage(Image(library));
        var (source, marks) = Expected.Read(marked);
        Expected.Hold(GeneratorHarness.Run(GeneratorHarness.Compile(source).AddReferences(reference)), source, marks, [message]);
    }

    private static byte[] Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return stream.ToArray();
    }
}
