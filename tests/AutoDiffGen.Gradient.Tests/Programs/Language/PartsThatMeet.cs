using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>One value by two names, arguments that only pass through, results of which one part is used. Each names the report it was written after.</summary>
[Differentiable]
public static partial class PartsThatMeet
{
    /// <summary>Two numbers, one of which nothing reads.</summary>
    [Differentiable]
    public partial struct Bounds
    {
        public double Unread, Upper;
    }

    [Differentiable]
    public partial struct Two
    {
        public double A, B;
    }

    [Differentiable]
    public partial struct Four
    {
        public Two First, Second;
        public int Count;
    }

    /// <summary>A place that holds a number, so that two names can share it.</summary>
    [Differentiable]
    public sealed partial class Cell
    {
        public Cell(double value) => Value = value;

        public double Value;

        public double Times(Cell other) => Value * other.Value;
    }

    /// <summary>As many equal numbers as one asks for.</summary>
    [Differentiable]
    public partial struct Filled
    {
        public Filled(double value, int length)
        {
            _value = value;
            Length = length;
        }

        private readonly double _value;

        public readonly int Length;

        public readonly double this[int i] => i >= 0 ? _value : 0;
    }

    // Clad 2082: a place reached by two names, which counted it twice.
    [Differentiable, At(3, 4)]
    public static double PlaceByTwoNames(double x, double y)
    {
        var a = new Cell(x);
        var b = new Cell(y);
        var c = a;
        a.Value *= 2;
        return c.Times(b) + a.Value * b.Value * x;
    }

    // The same with one place for both.
    [Differentiable, At(3)]
    public static double OnePlaceForBoth(double x)
    {
        var a = new Cell(x);
        var b = a;
        b.Value += x;
        return a.Value * b.Value * b.Value;
    }

    // Zygote 1111 and 93: an object that is changed and read several times.
    [Differentiable, At(0.7, 1.3)]
    public static double ReadSeveralTimes(double x, double y)
    {
        var a = new Cell(x * y);
        double before = a.Value * a.Value + 7 * a.Value;
        a.Value = before * y;
        return a.Value - before * a.Value;
    }

    // Zygote 43: a list that holds one number and shows it at every place.
    [Differentiable, At(5)]
    public static double OneNumberAtEveryPlace(double x)
    {
        var filled = new Filled(x * x, 4);
        double sum = 0;
        for (int i = 0; i < filled.Length; i++)
        {
            sum += filled[i] * (i + 1);
        }

        return sum * filled[0];
    }

    // Enzyme.jl 1595: a struct with a part that nothing reads, in a test against another part.
    [Differentiable, At(0.5), At(1.5)]
    public static double PartThatNothingReads(double x)
    {
        var d = new Bounds { Unread = x * 3, Upper = 1 };
        return x <= d.Upper ? x * d.Upper * x : 0;
    }

    // Clad 1449: a struct in a struct, passed on whole.
    [Differentiable, At(0.7, 1.3)]
    public static double StructInAStruct(double x, double y)
    {
        Four o = default;
        o.First.A = x;
        o.Second = new Two { A = y, B = x * y };
        o.Count = 2;
        Four p = Doubled(o);
        return p.First.A * p.Second.B + o.Second.A * p.Count;
    }

    private static Four Doubled(Four o)
    {
        o.First.A *= 2;
        o.Second.B += o.First.B + o.Second.A;
        (o.First, o.Second) = (o.Second, o.First);
        o.Count++;
        return o;
    }

    // Swift 58070: a method that changes its own object by three arguments; the parts came out in a wrong order.
    [Differentiable, At(10, 2, 3, 4)]
    public static double ChangedByThreeArguments(double x, double y, double z, double w)
    {
        var cell = new Two { A = x };
        AddThree(ref cell.A, y, z * z, w * x);
        return cell.A * x;
    }

    private static void AddThree(ref double self, double a, double b, double c) => self = self * a + b - c * self;

    // Swift pull request 30457: the argument by reference stands between two others, and only one of these is wanted.
    [Differentiable, At(0.7, 1.3, 0.4)]
    public static double ReferenceBetweenTwo(double x, double start, [NoGradient] double y)
    {
        double result = start;
        Mixed(x, ref result, y);
        return result * result;
    }

    private static void Mixed(double x, ref double result, double y) => result = result * x + y;

    // Swift pull request 30013: a call that does nothing with what it could change.
    [Differentiable, At(0.7, 1.3)]
    public static double ReferenceThatIsLeftAlone(double x, double y)
    {
        double z = x * y;
        LeaveAlone(ref z, x);
        return z * z;
    }

    private static void LeaveAlone(ref double z, double x)
    {
    }

    // Swift TF-554: recursion between branches, over a buffer.
    [Differentiable, At(0.7, 4)]
    public static double RecursionOverABuffer(double x, int n)
    {
        double[] buffer = new double[n + 1];
        buffer[0] = 1;
        Powers(buffer, x, n);
        return buffer[n] + buffer[1] * buffer[n - 1];
    }

    private static void Powers(double[] buffer, double x, int n)
    {
        if (n > 1)
        {
            Powers(buffer, x, n - 1);
        }

        buffer[n] = buffer[n - 1] * x + (n % 2 == 0 ? x : 0);
    }

    // Enzyme.jl 2873: recursion that returns a struct, twice in one call.
    [Differentiable, At(0.4, 0.9, 3)]
    public static double RecursionThatReturnsAStruct(double x, double y, int n)
    {
        Two i = Split(x, y, n);
        return i.A * i.B;
    }

    private static Two Split(double x, double y, int n)
    {
        if (n == 0)
        {
            return new Two { A = x, B = y };
        }

        Two left = Split(x * y, y, n - 1), right = Split(x, y + x, n - 1);
        return new Two { A = left.A + right.B, B = left.B * 0.5 + right.A };
    }

    // Swift pull request 25057: tuples on both sides of a branch.
    [Differentiable, At(4, 0.5), At(-10, 0.5), At(-1337, 0.5)]
    public static double TuplesInBranches(double x, double w)
    {
        (double First, double Second) y = (x, x * w);
        if (x > 0)
        {
            y.First += y.Second;
        }
        else if (x > -100)
        {
            y = (y.Second, y.First * w);
        }
        else
        {
            y = (w, 0);
        }

        return y.First * w + y.Second;
    }

    // Zygote 1290: a local function reads a variable that is assigned again after it was declared.
    [Differentiable, At(1.1)]
    public static double CapturedAndAssignedAgain(double p)
    {
        double prediction = 2 * p;
        double Power(int i) => i == 1 ? prediction : prediction * prediction;
        prediction = Power(2);
        prediction += Power(1) * p;
        return Power(2);
    }

    // Tangent 77: a local function whose parameter has the name of the outer one's.
    [Differentiable, At(1.1)]
    public static double NameOfTheOuterParameter(double x)
    {
        static double A(double x) => x * x;
        return A(x) * A(A(x)) + x;
    }

    // Tangent 64: two results are computed side by side, and only one is returned.
    [Differentiable, At(Low = 0.5, High = 1.5)]
    public static double OneOfTwoResults([Sizes(2)] double[] w, [Sizes(2)] double[] h, double efficiency, double speed, double bleed)
    {
        double heat = w[0] / w[1] * (h[0] * (1 - efficiency) + h[1] * efficiency);
        double power = w[0] * efficiency * (h[0] - h[1]) * 1.4148532;
        heat += bleed / w[1] * (h[1] * (1 - efficiency) + h[0] * efficiency);
        power += bleed * efficiency * (h[1] - h[0]) * 1.4148532;
        double torque = power / speed * 5252.11;
        return power;
    }

    // Tangent 73: a constant is added to a sum.
    [Differentiable, At]
    public static double ConstantAddedToASum([Sizes(3)] double[] x)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += Math.Exp(v);
        }

        return sum + 1;
    }

    // Zygote 1127: energies of pairs, in which each body stands several times.
    [Differentiable, At(Low = 0.5, High = 1.5)]
    public static double EnergiesOfPairs([Sizes(3)] double[] q, [Sizes(3)] double[] p, [Sizes(3)] double[] m)
    {
        double energy = 0;
        for (int i = 0; i < q.Length; i++)
        {
            energy += 0.5 * p[i] * p[i] / m[i];
            for (int j = i + 1; j < q.Length; j++)
            {
                energy -= m[i] * m[j] / Math.Sqrt((q[i] - q[j]) * (q[i] - q[j]) + 0.1);
            }
        }

        return energy;
    }

    // Zygote 549: the length of a vector, whose second derivative is not zero.
    [Differentiable, At(1, 1), At(3, -4)]
    public static double LengthOfAVector(double x, double y) => Math.Sqrt(x * x + y * y);

    // Clad 1392: a method of a held object writes to a variable that is passed to it.
    [Differentiable, At(0.7)]
    public static double WrittenByAMethodOfAnObject(double x)
    {
        var layer = new Two { A = 2, B = x };
        double[] input = [x, x * x], output = new double[1];
        Forward(layer, input, output);
        return output[0] + 3;
    }

    private static void Forward(in Two layer, double[] input, double[] output) => output[0] = input[0] * layer.A + input[1] * layer.B;
}
