using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Tensors that loops carry, make and read.</summary>
public static partial class TensorLoops
{
    [Differentiable, At(0), At(1), At(5)]
    public static double IteratedMap(
        int n, [Shape("B", "N"), Sizes(3, 4)] Tensor<double> x, [Shape("N", "N"), Sizes(4, 4)] Tensor<double> w, [Shape("N"), Sizes(4)] Tensor<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            x = Tanh(MatMul(x, w) + b);
        }

        return Sum(x * x);
    }

    [Differentiable, At(0), At(3)]
    public static Tensor<double> ATensorThatALoopGives(int n, [Shape("N"), Sizes(7)] Tensor<double> x, [Shape("N"), Sizes(7)] Tensor<double> y)
    {
        for (int i = 0; i < n; i++)
        {
            x = x * 0.5 + Sin(y * x);
        }

        return x;
    }

    [Differentiable, At(0, 0.8), At(1, 0.8), At(4, -0.4)]
    public static double Recurrent(
        int steps,
        double decay,
        [Sizes(4)] double[] weights,
        [Shape("B"), Values(0, 4, 4, 2)] Tensor<int> tokens,
        [Shape("V", "E"), Sizes(5, 2)] Tensor<double> table,
        [Shape("E", "H"), Sizes(2, 3)] Tensor<double> wx,
        [Shape("H", "H"), Sizes(3, 3)] Tensor<double> wh,
        [Shape("B", "H"), Sizes(4, 3)] Tensor<double> h,
        [Shape("B"), Values(2, 0, 1, 1)] Tensor<int> targets)
    {
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            var e = Gather(table, tokens) * weights[t];
            h = Tanh(MatMul(e, wx) + MatMul(h, wh) * decay);
            loss += CrossEntropy(h, targets) * weights[t];
        }

        return loss + Mean(h);
    }

    [Differentiable, At(1e-9, High = 3, Low = 0.5), At(1e9, High = 3, Low = 0.5)]
    public static double SquareRootsByNewton([NoGradient] double tolerance, [Shape("N"), Sizes(5)] Tensor<double> a)
    {
        var x = a * 0.5 + 1;
        while (Sum((x * x - a) * (x * x - a)) > tolerance)
        {
            x = 0.5 * (x + a / x);
        }

        return Sum(x * a);
    }

    [Differentiable, At(0.01), At(0.4), At(100)]
    public static double ALoopThatEndsOnWhatItComputes([NoGradient] double limit, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        int steps = 0;
        do
        {
            x = x * 0.7 + 0.1 * y * y;
            steps++;
            if (Sum(x * x) < limit * 0.5)
            {
                break;
            }
        }
        while (Sum(x) > limit && steps < 10);
        return Sum(x) * steps;
    }

    [Differentiable, At(0, 0.6), At(1, 0.6), At(3, -0.3), At(4, 0.2)]
    public static double NestedLoops(int n, double s, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                x = Sin(x * s) + y;
                if (j == 1)
                {
                    y = y * x;
                    continue;
                }

                sum += Sum(x) * s;
            }

            y = y * 0.5 + 0.1 * x;
        }

        return sum + Sum(x * y);
    }

    [Differentiable, At(0), At(1), At(2), At(5)]
    public static double TensorsThatChangePlaces(int n, [Shape("N"), Sizes(3)] Tensor<double> x, [Shape("N"), Sizes(3)] Tensor<double> y, [Shape("N"), Sizes(3)] Tensor<double> z)
    {
        var total = x * 0;
        for (int i = 0; i < n; i++)
        {
            (x, y, z) = (y, z, x);
            total = total + x * (i + 1);
        }

        return Sum(total * y) + Sum(z);
    }

    [Differentiable, At(0), At(3)]
    public static double Fibonacci(int n, [Shape("N"), Sizes(3)] Tensor<double> a, [Shape("N"), Sizes(3)] Tensor<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            (a, b) = (b, a * b + 1);
        }

        return Sum(a) + Sum(b * b);
    }

    [Differentiable, At(0, 5), At(6, -100), At(6, 0.5), At(6, 100)]
    public static double ANumberReturnedEarly(int n, [NoGradient] double limit, [Shape("N"), Sizes(3)] Tensor<double> x, [Shape("N"), Sizes(3)] Tensor<double> y)
    {
        for (int i = 0; i < n; i++)
        {
            x = Sin(x) * y;
            if (Sum(x) < limit)
            {
                return Sum(x * y) * i;
            }
        }

        return Sum(x);
    }

    [Differentiable, At(0, 5), At(6, -100), At(6, 0.5), At(6, 100)]
    public static Tensor<double> ATensorReturnedEarly(int n, [NoGradient] double limit, [Shape("N"), Sizes(3)] Tensor<double> x, [Shape("N"), Sizes(3)] Tensor<double> y)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                x = Sin(x) * y + 0.1 * j;
                if (Sum(x) < limit)
                {
                    return x * y;
                }
            }
        }

        return x + y;
    }

    [Differentiable, At(0), At(3)]
    public static double ViewsThatALoopCarries(int n, [Shape("A", "B"), Sizes(2, 3)] Tensor<double> x, [Shape("B", "A"), Sizes(3, 2)] Tensor<double> y)
    {
        int a = (int)x.Lengths[0], b = (int)x.Lengths[1];
        for (int i = 0; i < n; i++)
        {
            var f = x.Reshape([b, a]) * y;
            x = f.Reshape([a, b]);
            y = y + f * 0.5;
        }

        return Sum(x) + Sum(y * y);
    }

    [Differentiable, At(0), At(1), At(4)]
    public static double TheBestOfMany(int n, [Shape("N"), Sizes(4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> y)
    {
        var best = x;
        double most = -1000;
        for (int i = 0; i < n; i++)
        {
            var candidate = Sin(x * (i + 1)) * y;
            double sum = Sum(candidate);
            if (sum > most)
            {
                most = sum;
                best = candidate;
            }
        }

        return Sum(best * best * y) + most;
    }

    [Differentiable, At(3)]
    public static double ForEachOfSomeNumbers(int k, [Sizes(4), Values(2, 0, 3, 1)] int[] powers, [Sizes(4)] double[] scales, [Shape("N"), Sizes(4)] Tensor<double> x)
    {
        var sum = x * 0.0;
        foreach (int p in powers)
        {
            var power = x * 0 + 1;
            for (int i = 0; i < p; i++)
            {
                power = power * x;
            }

            sum = sum + power * scales[p];
            scales[p] = scales[p] * 2;
        }

        return Sum(sum) * k + scales[0];
    }

    [Differentiable, At(2), At(0)]
    public static double SumsOverAxesInALoop(int n, [Shape("A", "B"), Sizes(3, 4)] Tensor<double> x, [Shape("B"), Sizes(4)] Tensor<double> gain)
    {
        for (int i = 0; i < n; i++)
        {
            var centred = x - Mean(x, 1, keepDims: true);
            x = centred / Sqrt(Mean(centred * centred, 1, keepDims: true) + 0.01) * gain + Softmax(x);
        }

        return Sum(x * gain);
    }

    [Differentiable, At(3), At(0)]
    public static double AnotherMethodInALoop(int n, [Shape("B", "N"), Sizes(3, 4)] Tensor<double> x, [Shape("N", "N"), Sizes(4, 4)] Tensor<double> w)
    {
        for (int i = 0; i < n; i++)
        {
            x = TensorBranches.Layer(x, w, i % 2 == 0);
        }

        return Mean(x * x);
    }

    [Differentiable, At(4, Tolerance = 1e-5), At(0, Tolerance = 1e-5)]
    public static float InSinglePrecision(int n, [Shape("B", "N"), Sizes(3, 4)] Tensor<float> x, [Shape("N", "N"), Sizes(4, 4)] Tensor<float> w)
    {
        for (int i = 0; i < n; i++)
        {
            x = x + Relu(MatMul(x, w)) * 0.5f;
        }

        return Mean(x);
    }
}

/// <summary>A cell whose parameters are read in a loop, some of them in a branch.</summary>
[Differentiable]
public sealed partial class Recurrence(int size)
{
    [Parameter("size", "size", Init = Init.Normal, Gain = 0.5)]
    public partial Tensor<double> W { get; }

    [Parameter("size", Init = Init.Normal)]
    public partial Tensor<double> B { get; }

    [Parameter("size", Init = Init.Ones)]
    public partial Tensor<double> Gain { get; }

    [Differentiable]
    [return: Shape("N", "size")]
    public Tensor<double> Step([Shape("N", "size")] Tensor<double> h) => Tanh(MatMul(h, W) + B);

    [Differentiable]
    public double Loss(int n, bool scaled, [Shape("N", "size")] Tensor<double> h)
    {
        for (int i = 0; i < n; i++)
        {
            h = Step(h);
            if (scaled)
            {
                h = h * Gain;
            }
        }

        return Sum(h * h);
    }
}
