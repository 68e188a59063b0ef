using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays that serve as scratch: filled, scaled and filled again, shifted onto themselves, passed on to be written. Each names the report it was written after.</summary>
[Differentiable]
public static partial class WorkArrays
{
    // Enzyme.jl 125: an array shifted onto itself.
    [Differentiable, At]
    public static double ShiftedOntoItself([Sizes(5)] double[] a)
    {
        for (int i = 0; i + 1 < a.Length; i++)
        {
            a[i] = a[i + 1] * a[i];
        }

        a.AsSpan(1, 3).CopyTo(a.AsSpan(2));
        return a[0] * a[1] + a[2] * a[3] * a[4];
    }

    // Enzyme.jl 362: two buffers that feed each other, made before and filled by another method.
    [Differentiable, At]
    public static double BuffersThatFeedEachOther([Sizes(5)] double[] p)
    {
        double[] x = new double[8];
        double[] data = [0.3, -0.2];
        Start(x, p);
        for (int t = 1; t < 4; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                x[2 * t + i] = p[0] * x[2 * t - 2 + i] + p[1] * data[i];
                data[i] = p[2] * data[i] + p[3] * x[2 * t - 2 + i];
            }
        }

        double sum = 0;
        foreach (double v in x)
        {
            sum += v * v;
        }

        return sum;
    }

    private static void Start(double[] x, double[] p)
    {
        for (int i = 0; i < 2; i++)
        {
            x[i] = p[4];
        }
    }

    // Enzyme.jl 2868: a copy is scaled in place, and what it was copied from stays as it was.
    [Differentiable, At]
    public static double CopyThatIsScaled([Sizes(3)] double[] u, [Sizes(3)] double[] start)
    {
        double[] work = new double[3];
        double sum = 0;
        for (int round = 0; round < 2; round++)
        {
            start.CopyTo(work, 0);
            for (int i = 0; i < 3; i++)
            {
                work[i] *= u[i];
                sum += work[i] * start[i] * (round + 1);
            }
        }

        return sum;
    }

    // Enzyme.jl 1340: residuals in a buffer that is overwritten in two steps.
    [Differentiable, At]
    public static double ResidualsInABuffer([Sizes(3)] double[] y, [Sizes(3, 2)] double[,] m, [Sizes(2)] double[] beta)
    {
        double[] storage = new double[3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                storage[i] += m[i, j] * beta[j];
            }
        }

        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            storage[i] = y[i] - storage[i];
            sum += storage[i] * storage[i];
        }

        return 0.5 * sum;
    }

    // Enzyme 1406: one step of a Kalman filter at a time, whose covariance is replaced in each.
    [Differentiable, At(0.3, 0.8, -0.2, 0.4, 0.5, 0.7)]
    public static double KalmanFilter([Sizes(4)] double[] observations, double processNoise, double observationNoise)
    {
        double[] state = new double[2];
        double[] covariance = [1, 0, 0, 1];
        double logLikelihood = 0;
        foreach (double z in observations)
        {
            state[0] += 0.1 * state[1];
            double p00 = covariance[0] + 0.2 * covariance[1] + 0.01 * covariance[3] + processNoise;
            double p01 = covariance[1] + 0.1 * covariance[3];
            covariance[0] = p00;
            covariance[1] = covariance[2] = p01;
            covariance[3] += processNoise;
            double innovation = z - state[0], s = covariance[0] + observationNoise;
            double k0 = covariance[0] / s, k1 = covariance[2] / s;
            state[0] += k0 * innovation;
            state[1] += k1 * innovation;
            covariance[3] -= k1 * covariance[1];
            covariance[1] -= k0 * covariance[1];
            covariance[2] = covariance[1];
            covariance[0] -= k0 * covariance[0];
            logLikelihood -= 0.5 * (innovation * innovation / s + Math.Log(s));
        }

        return logLikelihood;
    }

    // Zygote 563: a forward and a backward run write to the two halves of one buffer.
    [Differentiable, At]
    public static double ForwardAndBackwardIntoOneBuffer([Sizes(4)] double[] x, double w, double v)
    {
        int n = x.Length;
        double[] y = new double[2 * n];
        double h = 0;
        for (int t = 0; t < n; t++)
        {
            h = Math.Tanh(w * h + x[t]);
            y[t] = h;
        }

        h = 0;
        for (int t = n - 1; t >= 0; t--)
        {
            h = Math.Tanh(v * h + x[t]);
            y[n + t] = h;
        }

        double sum = 0;
        for (int t = 0; t < n; t++)
        {
            sum += y[t] * y[n + t];
        }

        return sum;
    }

    // Clad 742: two methods without a result change an array, one after the other.
    [Differentiable, At]
    public static double MethodsWithoutAResult([Sizes(3)] double[] rate)
    {
        double[] input = [rate[0], rate[1], rate[2]];
        Multiply(input);
        Shift(input, rate);
        return input[0] * input[1] * input[2];
    }

    private static void Multiply(double[] input)
    {
        input[0] = input[0] * 12;
        input[1] = input[1] * input[0];
        input[2] = input[2] * 3;
    }

    private static void Shift(double[] input, double[] rate)
    {
        input[0] = input[0] + rate[2];
        input[1] = input[1] / (rate[0] + 24);
        input[2] = input[2] + 0.058;
    }

    // Zygote 39: an array filled by a copy, changed, and copied on.
    [Differentiable, At]
    public static double CopiedTwice([Sizes(3)] double[] a, double x)
    {
        double[] b = new double[3], c = new double[3];
        Array.Copy(a, b, 3);
        b[1] *= x;
        b.AsSpan().CopyTo(c);
        b[2] = x;
        c[0] += b[2] * b[1];
        return c[0] * c[1] + c[2] * b[2];
    }

    // Swift pull request 26737: an array written out element by element, an element twice.
    [Differentiable, At(0.7, 1.3)]
    public static double[] ElementsWrittenOut(double x, double y) => [x, y, x * y, x, y];

    // Tangent 19: an array whose length is that of another.
    [Differentiable, At]
    public static double LengthOfAnother([Sizes(2, 3)] double[,] wrapped)
    {
        double[] features = new double[4 * wrapped.GetLength(0)];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = wrapped[i % 2, i % 3] * i;
        }

        double sum = 0;
        foreach (double f in features)
        {
            sum += f * f;
        }

        return sum;
    }
}
