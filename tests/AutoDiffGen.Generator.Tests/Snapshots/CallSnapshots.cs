using System.Reflection;
using System.Reflection.Emit;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Calls that stay calls: read, compiled without a warning, and run.</summary>
public class CallSnapshots
{
    [Fact]
    public void A_recursive_method_that_writes_to_a_span()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Filters
            {
                [Differentiable]
                public static double Smooth(Span<double> x, double rate)
                {
                    if (x.Length < 2)
                    {
                        return x[0];
                    }

                    x[1] += rate * x[0] * x[0];
                    return x[0] + Smooth(x[1..], rate);
                }
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Filters.Smooth(p[..^1], p[^1]);

                internal static double[] Gradient(double[] p)
                {
                    double[] x = p[..^1], dX = new double[x.Length];
                    double value = Filters.SmoothGradient(x, p[^1], dX, out double dRate);
                    return [value, .. dX, dRate];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        // With x = (2, 3, 5) and rate 0.5: x1 = 3 + 0.5 * 4 = 5, x2 = 5 + 0.5 * 25 = 17.5, and 2 + 5 + 17.5.
        Assert.Equal([24.5, 13, 6, 1, 49], outcome.Differentiated("Check", 2, 3, 5, 0.5));
    }

    [Fact]
    public void A_helper_without_a_mark_that_calls_itself()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            [Differentiable]
            public static partial class Polynomials
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
                public static double Value(ReadOnlySpan<double> coefficients, double x) => Horner(coefficients, x);

                private static double Horner(ReadOnlySpan<double> c, double x) => c.Length == 0 ? 0 : c[0] + x * Horner(c[1..], x);
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Polynomials.Value(p[..^1], p[^1]);

                internal static double[] Gradient(double[] p)
                {
                    double[] c = p[..^1], dC = new double[c.Length];
                    double value = Polynomials.ValueGradient(c, p[^1], dC, out double dX);
                    return [value, .. dC, dX];
                }

                internal static double[] Pushforwards(double[] p)
                {
                    var found = new double[p.Length + 1];
                    for (int i = 0; i < p.Length; i++)
                    {
                        var t = new double[p.Length];
                        t[i] = 1;
                        found[0] = Polynomials.ValuePushforward(p[..^1], p[^1], t[..^1], t[^1], out found[i + 1]);
                    }

                    return found;
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        Assert.Equal([1 + 4 + 12, 1, 2, 4, 2 + 12], outcome.Differentiated("Check", 1, 2, 3, 2));
        Assert.Equal([1 + 4 + 12, 1, 2, 4, 2 + 12], outcome.Numbers("Check", "Pushforwards", 1, 2, 3, 2));
    }

    private const string Curves = """
        using System;
        using AutoDiffGen;

        namespace Samples;

        public partial interface ICurve
        {
            [Differentiable]
            double Length(ReadOnlySpan<double> x);
        }

        public abstract partial class Curve
        {
            [Differentiable]
            public abstract double At(double x, double y);
        }

        public partial class Parabola(double scale) : Curve, ICurve
        {
            private readonly double _scale = scale;

            [Differentiable]
            public override double At(double x, double y) => _scale * x * x + y;

            [Differentiable]
            public double Length(ReadOnlySpan<double> x) => At(x[0], x[1]) * _scale;
        }
        """;

    [Fact]
    public void Virtual_and_interface_methods()
    {
        var outcome = GeneratorHarness.Run(
            Curves,
            """
            using Samples;

            internal static class Check
            {
                internal static double At(double[] p) => new Parabola(2).At(p[0], p[1]);

                internal static double[] AtGradient(double[] p)
                {
                    Curve curve = new Parabola(2);
                    double value = curve.AtGradient(p[0], p[1], out double dX, out double dY);
                    return [value, dX, dY];
                }

                internal static double Length(double[] p) => new Parabola(2).Length(p);

                internal static double[] LengthGradient(double[] p)
                {
                    ICurve curve = new Parabola(2);
                    var dX = new double[p.Length];
                    double value = curve.LengthGradient(p, dX);
                    return [value, .. dX];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        Assert.Equal([2 * 9 + 1, 2 * 2 * 3, 1], outcome.Differentiated("Check", "At", "AtGradient", 3, 1));
        Assert.Equal([2 * 19, 2 * 12, 2], outcome.Differentiated("Check", "Length", "LengthGradient", 3, 1));
    }

    [Fact]
    public void An_override_that_was_compiled_without_the_generator_throws()
    {
        var type = GeneratorHarness.Run(Curves).Load().GetType("Samples.Parabola")!;
        var quiet = Derived(type);
        Assert.Equal(2.0 * 9 + 1, type.GetMethod("AtPrimal")!.Invoke(Activator.CreateInstance(quiet.CreateType()), [3.0, 1.0]));

        var builder = Derived(type);
        var at = builder.DefineMethod("At", MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(double), [typeof(double), typeof(double)]).GetILGenerator();
        at.Emit(OpCodes.Ldarg_1);
        at.Emit(OpCodes.Ret);
        object other = Activator.CreateInstance(builder.CreateType())!;
        var thrown = Assert.Throws<TargetInvocationException>(() => type.GetMethod("AtPrimal")!.Invoke(other, [3.0, 1.0]));
        Assert.Contains("'Other' overrides 'At' of 'Samples.Parabola' without [Differentiable]", Assert.IsType<InvalidOperationException>(thrown.InnerException).Message, StringComparison.Ordinal);
    }

    // A type that another compiler made, which knows nothing of derivatives.
    private static TypeBuilder Derived(Type type)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Foreign"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("Foreign");
        var builder = module.DefineType("Other", TypeAttributes.Public, type);
        var constructor = builder.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldc_R8, 2.0);
        constructor.Emit(OpCodes.Call, type.GetConstructor([typeof(double)])!);
        constructor.Emit(OpCodes.Ret);
        return builder;
    }
}
