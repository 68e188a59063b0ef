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
        var outcome = GeneratorHarness.Run("""
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
            """);
        Snapshot.Match(outcome.Sources);
        outcome.Load();
    }

    [Fact]
    public void A_helper_without_a_mark_that_calls_itself()
    {
        var outcome = GeneratorHarness.Run("""
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
            """);
        Snapshot.Match(outcome.Sources);
        outcome.Load();
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
        var outcome = GeneratorHarness.Run(Curves);
        Snapshot.Match(outcome.Sources);
        outcome.Load();
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
