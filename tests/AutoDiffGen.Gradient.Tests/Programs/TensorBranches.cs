using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Tensors that branches pick and make.</summary>
public static partial class TensorBranches
{
    [Differentiable, At(0), At(1)]
    public static double APick(int first, [Shape("N"), Sizes(5)] Tensor<double> a, [Shape("N"), Sizes(5)] Tensor<double> b) => Sum((first == 1 ? a : b) * a);

    [Differentiable, At(0), At(1)]
    public static Tensor<double> DifferentChains(int square, [Shape("N"), Sizes(5)] Tensor<double> x, [Shape("N"), Sizes(5)] Tensor<double> y)
    {
        Tensor<double> r;
        if (square == 1)
        {
            r = x * x + y;
        }
        else
        {
            var e = Exp(y);
            r = e * x / (1 + e);
        }

        return r + 1;
    }

    [Differentiable, At(0), At(1)]
    public static Tensor<double> Layer([Shape("B", "N"), Sizes(3, 4)] Tensor<double> x, [Shape("N", "N"), Sizes(4, 4)] Tensor<double> w, bool linear)
    {
        var product = MatMul(x, w);
        return linear ? product : Tanh(product) + x;
    }

    [Differentiable, At(0), At(1), At(2), At(3)]
    public static double Switches(int kind, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        Tensor<double> z;
        switch (kind)
        {
            case 0:
                z = x * y;
                break;
            case 1:
                z = Exp(x);
                break;
            case 2:
                return Sum(y * y);
            default:
                z = y;
                break;
        }

        var w = kind switch { 0 => z + 1, 1 => Tanh(z) * y, _ => x };
        return Sum(w * w);
    }

    [Differentiable, At(0.5), At(-0.5), At(3)]
    public static double ABranchOnWhatWasComputed(double s, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        var h = x * s + y;
        if (Sum(h) > 0)
        {
            h = Sigmoid(h) * x;
            if (s > 1)
            {
                s = Sum(h * y);
            }
        }
        else if (s < 0)
        {
            h = h * h;
        }

        return Sum(h * x) * s;
    }

    [Differentiable, At(0, 2), At(1, 2)]
    public static double NumbersTensorsAndArrays(int use, double s, [Sizes(3)] double[] a, [Shape("N"), Sizes(4)] Tensor<double> x)
    {
        double t = s;
        var h = x;
        if (use == 1)
        {
            t = Sum(x * x) * a[0];
            a[1] = t * s;
            h = x * a[1];
        }
        else
        {
            a[2] = a[2] * s;
        }

        return Sum(h) * t + a[1] * a[2];
    }

    // On the side that is not taken an infinite derivative is never multiplied by zero.
    [Differentiable, At(0, 2, 0, 1, 0, Kink = true), At(1, 2, 1, 2, 3)]
    public static double ARootThatIsNotUsed(int use, double s, [Shape("N"), Sizes(3)] Tensor<double> x)
    {
        var root = Sqrt(x);
        return use == 1 ? Sum(root * root * root) * s : s * s;
    }

    [Differentiable, At(0), At(1)]
    public static double RowsByOneOfTwoIndices(
        int first, [Shape("B"), Values(0, 2, 2)] Tensor<int> a, [Shape("B"), Values(4, 1, 0)] Tensor<int> b, [Shape("V", "E"), Sizes(5, 2)] Tensor<double> table)
    {
        var tokens = first == 1 ? a : b;
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            var e = Gather(table, tokens);
            sum += Sum(e * e * e) * (i + 1);
            (a, tokens) = (tokens, a);
        }

        return sum;
    }

    [Differentiable, At(0, 1), At(1, 0), At(1, 1)]
    public static double BothConditions(int p, int q, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        if (p == 1 && Sum(x) < 100 && q == 1)
        {
            (x, y) = (y * y, x);
        }

        return Sum(x * x * y);
    }
}
