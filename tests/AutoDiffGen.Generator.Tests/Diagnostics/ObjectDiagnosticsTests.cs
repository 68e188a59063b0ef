using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What may not be done with an object that a differentiable method makes, and with memory that outlives it.</summary>
public class ObjectDiagnosticsTests
{
    private const string Head = """
        using System;
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public sealed partial class Body
        {
            public double X;
            public Body Other() => this;
            public void Give(ref double x) => x += X++;
            public void Take(Body other) => X += other.X;
        }
        [Differentiable] public sealed partial class Preset { public double X = 1; }
        public sealed class Holder { public double[] Data = new double[2]; public Body Kept = new(); }
        [Differentiable] public static partial class C
        {
            private static double[] s_shared = new double[2];
            private static Body s_kept = new();

        """;

    private const string Lost = "A differentiable method cannot contain a reference to an object made here, whose object is only known when the program runs or which leaves the method yet: keep each object in a variable of its own, and pass its fields";

    [Theory]
    [InlineData("var a = new Body { X = x }; var b = new Body(); var c = x > 0 ? {|ADG0010:a|} : b; return c.X;")]
    [InlineData("var a = new Body { X = x }; var b = a; if (x > 0) { b = new Body(); } return {|ADG0010:b|}.X;")]
    [InlineData("var a = new Body { X = x }; {|ADG0010:for (int i = 0; i < 3; i++) { a = new Body { X = a.X * x }; }|} return a.X;")]
    [InlineData("var a = new Body { X = x }; Console.WriteLine({|ADG0010:a|}); return a.X;")]
    [InlineData("var a = new Body { X = x }; return {|ADG0010:a.Other()|}.X;")]
    [InlineData("var a = new Body { X = x }; if ({|ADG0010:a|} == null) { return x; } return a.X;")]
    public void A_reference_whose_object_is_not_known(string body) => Of(body, Lost);

    [Theory]
    [InlineData("var a = new Body { X = x }; {|ADG0010:a.Take(a)|}; return a.X;")]
    [InlineData("var a = new Body { X = x }; {|ADG0010:a.Give(ref a.X)|}; return a.X;")]
    public void One_object_given_twice(string body) => Of(body,
        "A differentiable method cannot contain a call that is given one object twice yet: write the method for one object");

    [Theory]
    [InlineData("{|ADG0009:h.Kept|} = new Body { X = x }; return x;", "h.Kept")]
    [InlineData("{|ADG0009:h.Kept.X|} = x; return x;", "h.Kept.X")]
    [InlineData("{|ADG0009:s_kept|} = new Body { X = x }; return x;", "s_kept")]
    [InlineData("{|ADG0009:h.Data[0]|} = x; return h.Data[0] * 2 + x;", "Data")]
    [InlineData("{|ADG0009:s_shared[1]|} = x; return s_shared[1] + x;", "Samples.C.s_shared")]
    public void Memory_that_outlives_the_call(string body, string member) => Of(body,
        $"'{member}' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    private static void Of(string body, string message) =>
        Expected.Diagnostic(Head + "[Differentiable] public static double F(double x, Holder h) { " + body + " } }", message);
}
