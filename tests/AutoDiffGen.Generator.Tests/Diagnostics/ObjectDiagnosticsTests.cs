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

    private const string Lost = "A differentiable method cannot contain a reference to an object, where which object it is shows only when the program runs, or which leaves the method yet: keep each object in a variable of its own, and give it to methods that are marked [Differentiable]";

    [Theory]
    [InlineData("var a = new Body { X = x }; var b = new Body(); var c = x > 0 ? {|ADG0010:a|} : b; return c.X;")]
    [InlineData("var a = new Body { X = x }; var b = a; if (x > 0) { b = new Body(); } return {|ADG0010:b|}.X;")]
    [InlineData("var a = new Body { X = x }; {|ADG0010:for (int i = 0; i < 3; i++) { a = new Body { X = a.X * x }; }|} return a.X;")]
    [InlineData("var a = new Body { X = x }; Console.WriteLine({|ADG0010:a|}); return a.X;")]
    [InlineData("var a = new Body { X = x }; return {|ADG0010:a.Other()|}.X;")]
    [InlineData("var a = new Body { X = x }; var b = new Body { X = x }; if ({|ADG0010:a|} == b) { return x; } return a.X;")]
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

    [Theory]
    [InlineData("Whole body", "'body' of 'F' is held constant, since 'Samples.Whole' has a base class: mark it [NoGradient] to say so, or pass the numbers in it as parameters of their own")]
    [InlineData("Holding body", "'body' of 'F' is held constant, since 'Samples.Holding' has a field that is no number and no struct of numbers, or that has no name: mark it [NoGradient] to say so, or pass the numbers in it as parameters of their own")]
    [InlineData("Of<double> body", "'body' of 'F' is held constant, since 'Samples.Of<double>' is generic: mark it [NoGradient] to say so, or pass the numbers in it as parameters of their own")]
    public void An_object_that_is_held_constant_is_warned_of(string parameter, string message) => Expected.Diagnostic($$"""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public partial class Body { public double X; }
        [Differentiable] public sealed partial class Whole : Body;
        [Differentiable] public sealed partial class Holding { public double X; public double[] All = []; }
        [Differentiable] public sealed partial class Of<T> { public double X; }
        public static partial class C { [Differentiable] public static double {|ADG0303:F|}({{parameter}}, double x) => body.X * x; }
        """, message);

    [Theory]
    [InlineData("double F(Spring[] s, double x) { {|ADG0304:s[0]|}.Scale = x; return s[0].Length * x; }")]
    [InlineData("Spring F(Spring s, double x) { {|ADG0304:s.Scale *= x|}; return s; }")]
    [InlineData("void F(ref Spring s, Spring t, double x) { double y = {|ADG0304:x * x|}; s = t; s.Scale = y; }")]
    [InlineData("double F(Spring s, double x) { s.Scale = x; return {|ADG0304:Read(s)|} * x; } private static double Read(Spring s) => s.Scale * s.Length;")]
    public void A_field_that_is_held_constant_and_takes_a_derivative(string method) => Expected.Diagnostic($$"""
        using AutoDiffGen;
        [Differentiable] public partial struct Spring { public double Length; [NoGradient] public double Scale; }
        [Differentiable] public static partial class C { [Differentiable] public static {{method}} }
        """, "What 'F' puts into 'Scale' depends on its parameters, and 'Scale' is marked [NoGradient], so that the derivative ends there: write Ops.Detach to say so, or remove the mark");

    [Theory]
    [InlineData("double F(Spring[] s, double x) { s[0].Scale = Ops.Detach(x); s[1] = s[0]; s[2].Scale = s[1].Scale * 2; return s[0].Length * x; }")]
    [InlineData("double F(double x) { var s = new Spring { Scale = x }; return s.Scale * x; }")]
    [InlineData("Spring F(Spring s, double x) { s.Scale *= 2; s.Length *= x; return s; }")]
    public void A_field_that_is_held_constant_and_takes_none(string method) => Expected.Diagnostics($$"""
        using AutoDiffGen;
        [Differentiable] public partial struct Spring { public double Length; [NoGradient] public double Scale; }
        [Differentiable] public static partial class C { [Differentiable] public static {{method}} }
        """, []);

    [Fact]
    public void An_object_that_is_held_constant_in_so_many_words_is_not() => Assert.Empty(GeneratorHarness.Run("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public partial class Body { public double X; }
        [Differentiable] public sealed partial class Whole : Body;
        public static partial class C { [Differentiable] public static double F([NoGradient] Whole body, double x) => body.X * x; }
        """).AnalyzerDiagnostics());

    [Fact]
    public void An_object_of_a_class_without_a_second_part() => Expected.Diagnostic("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public sealed class Body { public double X; }
        public static partial class C { [Differentiable] public static double F({|ADG0207:Body body|}, double x) => body.X * x; }
        """, "Adjoints of 'Samples.Body' are needed here, in a parameter, a result or an array, so it must be a partial struct or class marked [Differentiable], without a member 'Gradient': the type of that name is generated then");

    [Fact]
    public void An_object_by_in() => Expected.Diagnostic("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public sealed partial class Body { public double X; }
        public static partial class C { [Differentiable] public static double F({|ADG0005:in Body body|}, double x) => body.X * x; }
        """, "The parameter 'body' is passed by 'in', which cannot be differentiated for a parameter of its type: pass it by value");

    [Fact]
    public void An_object_with_a_struct_that_has_no_second_part() => Assert.Equal(["ADG0207"], GeneratorHarness.Run("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public struct P { public double X; }
        [Differentiable] public sealed partial class Body { public P P; }
        public static partial class C { [Differentiable] public static double F(Body body, double x) => body.P.X * x; }
        """).AnalyzerDiagnostics().Select(d => d.Id));

    [Fact]
    public void Members_named_like_keywords()
    {
        var outcome = GeneratorHarness.Run("""
            using AutoDiffGen;
            namespace Samples;
            [Differentiable] public sealed partial class @class { public double @int; private double @ref; public double Sum => @int * @ref; }
            [Differentiable] public partial struct S { public double @event; }
            public static partial class C { [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)] public static double F(@class c, S s, double x) { c.@int += x; return c.Sum * s.@event * x; } }
            """);
        Assert.Empty(outcome.AnalyzerDiagnostics());
        Assert.True(outcome.CompilerDiagnostics().All(d => d.Id == "CS0649"), string.Join("\n", outcome.CompilerDiagnostics()));
    }

    [Fact]
    public void An_object_given_to_a_virtual_method() => Expected.Diagnostic("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public sealed partial class Body { public double X; }
        public partial class C { [Differentiable] public virtual double {|ADG0003:F|}(Body body, double x) => body.X * x; }
        """, "'F' is a virtual method that is given an object ('body'), which cannot be differentiated: pass the object's numbers, or mark the parameter [NoGradient] to hold it constant");

    [Fact]
    public void The_derivative_of_a_method_that_is_given_an_object() => Expected.Diagnostic("""
        using AutoDiffGen;
        namespace Samples;
        [Differentiable] public sealed partial class Body { public double X; }
        public static partial class C
        {
            [Differentiable] public static double F(Body body, double x) => body.X * x;
            [Differentiable] public static double G(Body body, double x)
            {
                {|ADG0220:FGradient(body, x, out _, out double slope)|};
                return slope;
            }
        }
        """, "The derivative of 'F' cannot be differentiated here: it takes objects");

    private static void Of(string body, string message) =>
        Expected.Diagnostic(Head + "[Differentiable] public static double F(double x, Holder h) { " + body + " } }", message);
}
