using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Second derivatives as they are written.</summary>
public class HigherSnapshots
{
    [Fact]
    public void A_product_with_the_Hessian()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Chains
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.HessianVector)]
                public static double Recurrence(ReadOnlySpan<double> x, double w)
                {
                    double h = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        h = Math.Tanh(w * h + x[i]);
                    }

                    return h;
                }
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Chains.Recurrence(p[..^1], p[^1]);

                internal static double[] Gradient(double[] p)
                {
                    var dX = new double[p.Length - 1];
                    double value = Chains.RecurrenceGradient(p[..^1], p[^1], dX, out double dW);
                    return [value, .. dX, dW];
                }

                internal static double[] Product(double[] p)
                {
                    double[] dX = new double[p.Length - 1], hX = new double[dX.Length];
                    double value = Chains.RecurrenceHessianVectorProduct(p[..^1], p[^1], [1, 2, 3], 4, dX, out double dW, hX, out double hW);
                    return [value, .. dX, dW, .. hX, hW];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        double[] at = [0.3, -0.5, 0.8, 0.6];
        double[] gradient = outcome.Differentiated("Check", at);
        double[] product = outcome.Numbers("Check", "Product", at);
        Assert.Equal(gradient.Length - 1 + at.Length, product.Length - 1);
        Assert.All(gradient.Zip(product), pair => Checks.Close(pair.First, pair.Second, 1e-14));

        // The Hessian times (1, 2, 3, 4) is how the gradient changes that way.
        double[] By(double step) => outcome.Numbers("Check", "Gradient", [.. at.Select((p, i) => p + (step * (i + 1)))]);
        double[] a = By(-2e-3), b = By(-1e-3), c = By(1e-3), d = By(2e-3);
        for (int i = 0; i < at.Length; i++)
        {
            Checks.Close((a[i + 1] - (8 * b[i + 1]) + (8 * c[i + 1]) - d[i + 1]) / 12e-3, product[i + 1 + at.Length], 1e-7);
        }
    }

    [Fact]
    public void A_Hessian_and_a_Jacobian()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Matrices
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Hessian)]
                public static double Recurrence(ReadOnlySpan<double> x, double w)
                {
                    double h = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        h = Math.Tanh(w * h + x[i]);
                    }

                    return h;
                }

                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Jacobian)]
                public static double Residuals(ReadOnlySpan<double> p, [NoGradient] ReadOnlySpan<double> t, Span<double> residuals)
                {
                    double largest = 0;
                    for (int i = 0; i < t.Length; i++)
                    {
                        residuals[i] = p[0] * Math.Exp(-p[1] * t[i]);
                        if (residuals[i] > largest)
                        {
                            largest = residuals[i];
                        }
                    }

                    return largest;
                }
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Matrices.Recurrence(p[..^1], p[^1]);

                internal static double[] Gradient(double[] p)
                {
                    var dX = new double[p.Length - 1];
                    double value = Matrices.RecurrenceGradient(p[..^1], p[^1], dX, out double dW);
                    return [value, .. dX, dW];
                }

                internal static double[] Hessian(double[] p)
                {
                    double[] dX = new double[p.Length - 1], h = new double[p.Length * p.Length];
                    double value = Matrices.RecurrenceHessian(p[..^1], p[^1], dX, out double dW, h);
                    return [value, .. dX, dW, .. h];
                }

                internal static double[] Jacobian(double[] p)
                {
                    double[] t = [0, 1, 2, 3, 4], r = new double[5], j = new double[12];
                    double value = Matrices.ResidualsJacobian(p, t, r, j, default);
                    return [value, .. r, .. j];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        double[] at = [0.3, -0.5, 0.8, 0.1, 0.9, 0.6];
        double[] gradient = outcome.Differentiated("Check", at);
        double[] hessian = outcome.Numbers("Check", "Hessian", at);
        Assert.Equal(gradient.Length + (at.Length * at.Length), hessian.Length);
        Assert.All(gradient.Zip(hessian), pair => Checks.Close(pair.First, pair.Second, 1e-14));
        for (int k = 0; k < at.Length; k++)
        {
            double[] By(double step) => outcome.Numbers("Check", "Gradient", [.. at.Select((p, i) => i == k ? p + step : p)]);
            double[] a = By(-2e-3), b = By(-1e-3), c = By(1e-3), d = By(2e-3);
            for (int i = 0; i < at.Length; i++)
            {
                Checks.Close((a[i + 1] - (8 * b[i + 1]) + (8 * c[i + 1]) - d[i + 1]) / 12e-3, hessian[gradient.Length + (i * at.Length) + k], 1e-7);
            }
        }

        double[] jacobian = outcome.Numbers("Check", "Jacobian", [2, 0.5]);
        Assert.Equal([2, 1, 0], new[] { jacobian[0], jacobian[6], jacobian[7] });
        for (int i = 0; i < 5; i++)
        {
            Checks.Close(2 * Math.Exp(-0.5 * i), jacobian[1 + i], 1e-14);
            Checks.Close(Math.Exp(-0.5 * i), jacobian[8 + (2 * i)], 1e-14);
            Checks.Close(-2 * i * Math.Exp(-0.5 * i), jacobian[9 + (2 * i)], 1e-14);
        }
    }

    [Fact]
    public void A_step_of_gradient_descent()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Descent
            {
                [Differentiable]
                public static double Loss(double w, double x) => Math.Sin(w * x) * w;

                [Differentiable]
                public static double AfterAStep(double w, double x, double rate)
                {
                    LossGradient(w, x, out double dW, out _);
                    return Loss(w - rate * dW, x);
                }
            }
            """);
        Snapshot.Match(outcome.Sources.Where(s => s.Key.Contains("AfterAStep", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value));
        double[] at = [0.7, 1.1, 0.2], found = outcome.Gradient("Samples.Descent", "AfterAStep", at[0], at[1], at[2]);
        double After(double w, double x, double rate)
        {
            w -= rate * (Math.Sin(w * x) + (w * x * Math.Cos(w * x)));
            return Math.Sin(w * x) * w;
        }

        Checks.Close(After(0.7, 1.1, 0.2), found[0], 1e-15);
        for (int i = 0; i < 3; i++)
        {
            double By(double step) => After(at[0] + (i == 0 ? step : 0), at[1] + (i == 1 ? step : 0), at[2] + (i == 2 ? step : 0));
            Checks.Close((By(-2e-3) - (8 * By(-1e-3)) + (8 * By(1e-3)) - By(2e-3)) / 12e-3, found[i + 1], 1e-9);
        }
    }
}
