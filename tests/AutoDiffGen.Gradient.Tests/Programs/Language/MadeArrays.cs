using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays that a branch or a loop makes and that are used after it, under one name or several.</summary>
[Differentiable]
public static partial class MadeArrays
{
    [Differentiable]
    public partial struct Body
    {
        public double Place, Speed;
    }

    private static double[] Step(double[] state, double w)
    {
        var next = new double[state.Length];
        for (int i = 0; i < state.Length; i++)
        {
            next[i] = Math.Tanh(w * state[i] + state[(i + 1) % state.Length]);
        }

        return next;
    }

    [Differentiable, At]
    public static double AStateThatEachStepMakesAnew([Sizes(3)] double[] start, double w)
    {
        var state = new double[start.Length];
        for (int i = 0; i < start.Length; i++)
        {
            state[i] = start[i] * w;
        }

        for (int t = 0; t < 4; t++)
        {
            state = Step(state, w);
        }

        return state[0] * state[1] + state[2];
    }

    [Differentiable, At(0.7, -0.4, 1.1, 0.9, 0), At(0.7, -0.4, 1.1, 0.9, 1), At(0.7, -0.4, 1.1, 0.9, 3)]
    public static double AStateThatStartsAsTheArgument([Sizes(3)] double[] start, double w, int steps)
    {
        double[] state = start;
        for (int t = 0; t < steps; t++)
        {
            state = Step(state, w);
        }

        return state[0] * state[1] + start[2] * state[2];
    }

    [Differentiable, At]
    public static double[] AStateThatIsTheResult([Sizes(3)] double[] start, double w)
    {
        double[] state = start;
        for (int t = 0; t < 3; t++)
        {
            state = Step(state, w);
        }

        return state;
    }

    [Differentiable, At]
    public static double AStateThatStartsWithZeros([Sizes(2)] double[] input, double w)
    {
        double[] hidden = new double[2];
        for (int t = 0; t < 3; t++)
        {
            double[] next = new double[2];
            for (int i = 0; i < 2; i++)
            {
                next[i] = Math.Sin(w * hidden[1 - i] + input[i] * (t + 1));
            }

            hidden = next;
        }

        return hidden[0] * hidden[1];
    }

    [Differentiable, At(0.7, 1), At(-0.7, 1), At(0.7, 0)]
    public static double MadeInABranch(double x, int n)
    {
        double[] y;
        if (x > 0)
        {
            y = new double[2];
            y[1] = x * x;
        }
        else
        {
            y = new double[3];
            y[2] = 3 * x;
        }

        y[0] = x + y[n];
        return y[0] * y[^1];
    }

    [Differentiable, At(0.7, 1.1, 2), At(-0.7, 1.1, 2)]
    public static double MadeOnOneSideOnly([Sizes(2)] double[] a, double x)
    {
        double[] y = a;
        if (a[0] > 0)
        {
            y = new double[] { x, x * a[1] };
        }

        y[0] *= x;
        return y[0] * y[1] + a[0] * a[1];
    }

    [Differentiable, At]
    public static double OfAnotherLengthEachTime([Sizes(2)] double[] a, double x)
    {
        double[] row = [a[0] * x];
        for (int n = 2; n < 6; n++)
        {
            var next = new double[n];
            next[0] = a[1];
            for (int i = 1; i < n; i++)
            {
                next[i] = next[i - 1] * x + row[i - 1] * row[i - 1];
            }

            row = next;
        }

        double sum = 0;
        foreach (double r in row)
        {
            sum += r * r;
        }

        return sum;
    }

    [Differentiable, At]
    public static double OfNoLengthAtFirst(double x, double y)
    {
        double[] all = new double[0];
        for (int n = 0; n < 4; n++)
        {
            var longer = new double[all.Length + 1];
            for (int i = 0; i < all.Length; i++)
            {
                longer[i] = all[i] * x;
            }

            longer[n] = y + n;
            all = longer;
        }

        return all[0] * all[3] + all[1] * all[2];
    }

    [Differentiable, At]
    public static double TwoNamesOfOneArray([Sizes(2)] double[] a, double x)
    {
        double[] current = a, kept = a;
        for (int t = 0; t < 4; t++)
        {
            var next = new double[2];
            next[0] = current[1] * x;
            next[1] = current[0] + kept[1];
            if (t == 1)
            {
                kept = next;
            }

            current = next;
            kept[0] += x * x;
            current[1] *= kept[0];
        }

        return current[0] * kept[1] + kept[0] * a[0];
    }

    [Differentiable, At]
    public static double TwoThatAreSwappedAndMadeAgain([Sizes(2)] double[] a, double x)
    {
        double[] even = new double[2], odd = new double[2];
        even[0] = a[0];
        odd[1] = a[1] * x;
        for (int t = 0; t < 5; t++)
        {
            (even, odd) = (odd, even);
            if (t % 2 == 0)
            {
                var fresh = new double[2];
                fresh[0] = even[1] * x;
                fresh[1] = odd[0] + even[0];
                odd = fresh;
            }

            even[t % 2] += odd[0] * odd[1];
        }

        return even[0] * odd[1] + even[1] * odd[0];
    }

    [Differentiable, At]
    public static double InNestedLoops([Sizes(3)] double[] a, double x)
    {
        double[] outer = a;
        for (int i = 0; i < 3; i++)
        {
            double[] inner = outer;
            for (int j = 0; j <= i; j++)
            {
                var next = new double[3];
                for (int k = 0; k < 3; k++)
                {
                    next[k] = inner[(k + 1) % 3] * x + outer[k] * inner[k];
                }

                inner = next;
            }

            inner[i] *= 2;
            outer = inner;
        }

        return outer[0] + outer[1] * outer[2];
    }

    [Differentiable, At(0.5, 0.8, 1.2), At(1.5, 0.8, 1.2), At(0.5, 0.8, 3.0)]
    public static double LeftEarly([Sizes(2)] double[] a, double x)
    {
        double[] state = a;
        for (int t = 0; t < 6; t++)
        {
            if (state[0] > 2)
            {
                return state[0] * state[1] * x;
            }

            var next = new double[2];
            next[0] = state[0] * x + state[1];
            if (next[0] < 0.1)
            {
                continue;
            }

            next[1] = state[1] * state[0];
            state = next;
            if (state[1] > 4)
            {
                break;
            }
        }

        return state[0] + state[1] * state[1];
    }

    [Differentiable, At(0.9, 1.3)]
    public static double UntilItIsLarge(double x, double y)
    {
        double[] v = [x, y];
        while (v[0] < 20)
        {
            double[] w = [v[0] * y + v[1], v[0] * x];
            v = w;
        }

        return v[0] * v[1];
    }

    [Differentiable, At]
    public static double ForTheNextStepOnly(double x, double y)
    {
        double[] a = [x, y];
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            n += a[0] * a[1];
            a = [n, a[0]];
        }

        double[] b = [n, x];
        while (n * n < 4)
        {
            n += b[0] + 0.5;
            b = [n * y, b[1]];
        }

        return n;
    }

    [Differentiable, At]
    public static double OverwrittenAfterItWasRead([Sizes(2)] double[] a, double x)
    {
        double[] p = new double[2];
        p[0] = a[0];
        for (int t = 0; t < 3; t++)
        {
            double before = p[0] * p[0];
            p[0] = before * x;
            var q = new double[2];
            q[0] = p[0] + a[1];
            q[1] = before * p[1];
            p[1] = q[0];
            p = q;
            p[1] += before;
        }

        return p[0] * p[1];
    }

    [Differentiable, At]
    public static double SlicesOfWhatWasMade([Sizes(3)] double[] a, double x)
    {
        double[] v = a;
        for (int t = 0; t < 3; t++)
        {
            var next = new double[3];
            Span<double> tail = next.AsSpan(1);
            ReadOnlySpan<double> old = v.AsSpan(0, 2);
            tail[0] = old[0] * x;
            tail[1] = old[1] * old[0];
            next[0] = tail[1] + v[2];
            v = next;
        }

        return v[0] * v[1] * v[2];
    }

    [Differentiable, At]
    public static double OfStructs([Sizes(2)] double[] a, double k)
    {
        Body[] bodies = new Body[2];
        bodies[0].Place = a[0];
        bodies[1].Speed = a[1];
        for (int t = 0; t < 3; t++)
        {
            var next = new Body[2];
            for (int i = 0; i < 2; i++)
            {
                next[i].Speed = bodies[i].Speed - k * (bodies[i].Place - bodies[1 - i].Place);
                next[i].Place = bodies[i].Place + 0.1 * next[i].Speed * bodies[i].Speed;
            }

            bodies = next;
        }

        return bodies[0].Place * bodies[1].Speed + bodies[1].Place;
    }

    [Differentiable, At]
    public static double OfWholeNumbers([Sizes(4)] double[] a, double x)
    {
        int[] order = [0, 1, 2, 3];
        for (int t = 0; t < 3; t++)
        {
            int[] next = new int[4];
            for (int i = 0; i < 4; i++)
            {
                next[i] = order[(i * 3 + 1) % 4];
            }

            order = next;
            x *= a[order[t]];
        }

        return x * a[order[0]];
    }

    [Differentiable, At]
    public static double BesideAnArrayThatIsHeld([NoGradient, Sizes(2)] double[] fixedStart, [Sizes(2)] double[] a, double x)
    {
        double[] state = fixedStart;
        for (int t = 0; t < 3; t++)
        {
            var next = new double[2];
            next[0] = state[0] * x + a[0];
            next[1] = state[1] * state[0];
            state = next;
        }

        return state[0] * state[1];
    }
}
