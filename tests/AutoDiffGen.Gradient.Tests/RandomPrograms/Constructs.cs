using System.Text.RegularExpressions;

namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>
/// A statement, or a few, that show one construct of the language. In the text {0}, {1}, {2} are numbers, {v} and {w}
/// places that hold a number, {e} an element, {a} an array of three, {b} one that is
/// there from the beginning, {c} a condition, {k} what makes a name unique.
/// </summary>
/// <param name="Declares">Numbers that can be read and written afterwards.</param>
/// <param name="Elements">Formats of elements that can be read and written afterwards; {0} is an index from 0 to 2.</param>
internal sealed record ConstructText(string Name, string Text, string[]? Declares = null, string[]? Elements = null)
{
    public bool NeedsArray => Text.Contains("{a}", StringComparison.Ordinal) || Text.Contains("[", StringComparison.Ordinal) || Text.Contains("{e}", StringComparison.Ordinal) || Text.Contains("stackalloc", StringComparison.Ordinal);

    /// <summary>Two arrays that are there from the beginning of the method.</summary>
    public bool NeedsArrays => Text.Contains("{b}", StringComparison.Ordinal);

    public bool Recurses => Text.Contains("Recursive", StringComparison.Ordinal);
}

/// <summary>The constructs beyond assignments, branches, loops and exits, which have nodes of their own.</summary>
internal static class Constructs
{
    /// <summary>The same types and methods in single precision.</summary>
    public static string SingleLibrary { get; } = Single(Library);

    /// <summary>A text with every number in single precision, and the library's names for it.</summary>
    public static string Single(string text)
    {
        text = Regex.Replace(text, @"\bdouble\b", "float");
        text = Regex.Replace(text, @"\bMath\.(?!Clamp)", "MathF.");
        text = Regex.Replace(text, @"\b(Pair|Num|Box|Curve|Bent|Flat|H)\b", "$1F");
        return Regex.Replace(text, @"(?<![\w.])(\d+\.\d+(E-?\d+)?|\d+[eE]-?\d+)(?![\w.])", "$1f");
    }

    /// <summary>The types and methods that the constructs use, for the whole compilation.</summary>
    public const string Library = """
        [Differentiable]
        public partial struct Pair
        {
            public double X, Y;

            public Pair(double x, double y)
            {
                X = x;
                Y = y;
            }

            public double Dot(Pair other) => X * other.X + Y * other.Y;
        }

        [Differentiable]
        public readonly partial record struct Num(double Re, double Im)
        {
            public double Size => Re * Re + Im * Im;

            public static Num operator +(Num a, Num b) => new(a.Re + b.Re, a.Im + b.Im);

            public static Num operator *(Num a, Num b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

            public static Num operator *(Num a, double s) => new(a.Re * s, a.Im * s);

            public static Num operator -(Num a) => new(-a.Re, -a.Im);
        }

        [Differentiable]
        public sealed partial class Box
        {
            public Box(double value, double weight)
            {
                Value = value;
                Weight = weight;
            }

            public double Value;

            public double Weight { get; set; }

            public double Product => Value * Weight;

            public void Scale(double by)
            {
                Value *= by;
                Weight += Value;
            }

            public double Take(Box other, double share)
            {
                double moved = other.Value * share;
                other.Value -= moved;
                Value += moved;
                return moved;
            }
        }

        public abstract partial class Curve
        {
            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public abstract double At(double x, double y);

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public virtual void Fill(Span<double> x, double by)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] = At(x[i], by);
                }
            }
        }

        public sealed partial class Bent : Curve
        {
            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public override double At(double x, double y) => 0.25 * x * x + Math.Sin(y);
        }

        public sealed partial class Flat : Curve
        {
            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public override double At(double x, double y) => x > y ? 0.5 * x : y;

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public override void Fill(Span<double> x, double by)
            {
                base.Fill(x, by * 0.5);
                x[0] *= by;
            }
        }

        [Differentiable]
        public static partial class H
        {
            private static readonly Curve[] Curves = [new Bent(), new Flat()];

            public static Curve CurveOf(int i) => Curves[i % 2];

            public static double[] Row(double x, double y, int n)
            {
                double[] row = new double[3];
                for (int i = 0; i < 3; i++)
                {
                    row[i] = i == n ? x * y : x + i * y;
                }

                row[1] *= row[0];
                return row;
            }

            public static double[] Doubled(double[] values, double by)
            {
                if (by > 1)
                {
                    return [by, values[0], values[2] * by];
                }

                double[] other = [values[0] * by, values[1], values[2] + by];
                return other;
            }

            public static void Bump(ref double x, double y)
            {
                x = x * y + 0.5 * x;
            }

            public static double Split(double x, double y, out double rest)
            {
                rest = x - y;
                return x * y;
            }

            public static double Mid(in double x, double y) => 0.5 * (x * x + y);

            public static double Count(ref int k)
            {
                k++;
                return 0.5 * k;
            }

            public static double Square(ref double x)
            {
                x *= x;
                return x + 1;
            }

            public static void Turn(ref Pair p, double s)
            {
                p = new Pair(p.Y * s, p.X - s);
            }

            public static void Fill(Span<double> target, double x, double y)
            {
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = target[i] * x + y * i;
                }
            }

            public static double Total(ReadOnlySpan<double> values)
            {
                double sum = 0;
                foreach (double v in values)
                {
                    if (v > 1e6)
                    {
                        break;
                    }

                    sum += v * v;
                }

                return sum;
            }

            public static (double First, double Second) Both(double x, double y) => (x * y, x - y);

            public static double Early(double x, double y)
            {
                for (int i = 0; i < 4; i++)
                {
                    if (x * i > y)
                    {
                        return x * x;
                    }

                    for (int j = 0; j < i; j++)
                    {
                        if (y > 2)
                        {
                            return y * x;
                        }

                        y += 0.75 * x + 0.5;
                    }
                }

                return x + y;
            }

            public static T Soft<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => x * T.Tanh(y) + T.One / (T.One + x * x);

            public static double Held(double x, [NoGradient] double y) => x * y;

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public static double Recursive(double x, double y, int n) => n <= 0 ? x * y : 0.5 * Recursive(Math.Sin(x) + y, x, n - 1) + y;
        }
        """;

    public static IReadOnlyList<ConstructText> All { get; } =
    [
        // Structs
        new("a struct that is copied, then mutated", "var p{k} = new Pair({0}, {1}); var q{k} = p{k}; q{k}.X += {2}; p{k}.Y *= q{k}.X; double t{k} = p{k}.X * q{k}.Y - q{k}.X;", ["t{k}", "p{k}.Y", "q{k}.X"]),
        new("a method of a struct", "double t{k} = new Pair({0}, {1}).Dot(new Pair({2}, {0}));", ["t{k}"]),
        new("operators of a record struct", "double t{k} = (-(new Num({0}, {1}) + new Num({2}, 1)) * new Num({1}, 0.5) * 0.5).Size;", ["t{k}"]),
        new("with", "var p{k} = new Num({0}, {1}); var q{k} = p{k} with { Im = {2} }; double t{k} = q{k}.Re * q{k}.Im + p{k}.Im;", ["t{k}"]),
        new("a struct that a loop carries", "var z{k} = new Num({0}, {1}); for (int j{k} = 0; j{k} < n; j{k}++) { z{k} = z{k} * z{k} * 0.25 + new Num({2}, 0.1); } double t{k} = z{k}.Re + z{k}.Im;", ["t{k}"]),
        new("a struct chosen by a condition", "var p{k} = {c} ? new Pair({0}, {1}) : new Pair({2}, 1); p{k}.X += {0}; double t{k} = p{k}.X * p{k}.Y;", ["t{k}", "p{k}.X"]),
        new("an array of structs", "var ps{k} = new Pair[3]; ps{k}[1].X = {0}; ps{k}[n % 3] = new Pair({1}, {2}); ps{k}[1].Y -= {0}; double t{k} = ps{k}[1].X * ps{k}[1].Y + ps{k}[n % 3].X;", ["t{k}"], ["ps{k}[{0}].X"]),
        new("a struct by reference", "var p{k} = new Pair({0}, {1}); H.Turn(ref p{k}, {2}); double t{k} = p{k}.X * p{k}.Y;", ["t{k}", "p{k}.X"]),
        new("default of a struct", "Pair p{k} = default; p{k}.X = {0}; double t{k} = p{k}.X * {1} + p{k}.Y * {2};", ["t{k}"]),

        // Tuples
        new("a deconstruction with a discard", "var (t{k}, _, u{k}) = ({0} * 2, {1}, {2});", ["t{k}", "u{k}"]),
        new("a deconstruction into what is there", "({v}, {w}) = ({0}, {1});"),
        new("a tuple that is mutated", "(double A, double B) p{k} = ({0}, {1}); p{k}.A *= {2}; var (t{k}, _) = (p{k}.B * p{k}.A, p{k}.A);", ["t{k}", "p{k}.A"]),
        new("a tuple as a result", "var (t{k}, u{k}) = H.Both({0}, {1}); double s{k} = H.Both({2}, {0}).Second;", ["t{k}", "u{k}", "s{k}"]),
        new("a rotation of three", "double t{k} = {0}, u{k} = {1}, s{k} = {2}; (t{k}, u{k}, s{k}) = (s{k}, t{k}, u{k});", ["t{k}", "u{k}", "s{k}"]),

        // References
        new("ref", "H.Bump(ref {v}, {0});"),
        new("ref of an element", "H.Bump(ref {e}, {0});"),
        new("out", "double t{k} = H.Split({0}, {1}, out double u{k});", ["t{k}", "u{k}"]),
        new("out into what is there", "double t{k} = H.Split({0}, {1}, out {v});", ["t{k}"]),
        new("out that is thrown away", "double t{k} = H.Split({0}, {1}, out _);", ["t{k}"]),
        new("in", "double t{k} = H.Mid(in {v}, {0}) + H.Mid({1}, {2});", ["t{k}"]),
        new("a ref local of a number", "ref double r{k} = ref {v}; r{k} = r{k} * {0} + {1}; double t{k} = r{k} * {2};", ["t{k}", "r{k}"]),
        new("a ref local of an element", "ref double r{k} = ref {e}; r{k} *= {0}; r{k} += {1} * r{k};", ["r{k}"]),
        new("a ref local that moves on", "ref double r{k} = ref {a}[0]; r{k} += {0}; r{k} = ref {a}[n % 3]; r{k} = r{k} * {1} - {a}[0];", ["r{k}"]),
        new("a ref local chosen by a condition", "ref double r{k} = ref ({c} ? ref {a}[1] : ref {b}[n % 3]); r{k} *= {0}; double t{k} = r{k} + {1};", ["t{k}", "r{k}"]),
        new("a ref local in a loop", "for (int j{k} = 0; j{k} < 3; j{k}++) { ref double r{k} = ref {a}[(j{k} + n) % 3]; r{k} = r{k} * {0} + {1}; if (r{k} > 4) { break; } }"),
        new("a ref local of a field", "var p{k} = new Pair({0}, {1}); ref double r{k} = ref p{k}.Y; r{k} *= {2}; p{k}.Y += p{k}.X * r{k}; double t{k} = p{k}.Y * r{k};", ["t{k}"]),

        // Objects made in the method
        new("an object by two names", "var o{k} = new Box({0}, {1}); var q{k} = o{k}; q{k}.Value += {2}; o{k}.Scale({0}); double t{k} = q{k}.Value * o{k}.Weight;", ["t{k}", "o{k}.Value", "q{k}.Weight"]),
        new("an object that a loop changes", "var o{k} = new Box({0}, 1); for (int j{k} = 0; j{k} < n; j{k}++) { o{k}.Scale(0.5 * {1}); if (o{k}.Value > 3) { break; } o{k}.Value -= {2}; } double t{k} = o{k}.Product;", ["t{k}", "o{k}.Value"]),
        new("an object in each trip", "double t{k} = {0}; for (int j{k} = 0; j{k} < 3; j{k}++) { var o{k} = new Box(t{k}, {1}); o{k}.Scale(0.5); t{k} = o{k}.Product + {2}; }", ["t{k}"]),
        new("two objects that exchange", "var o{k} = new Box({0}, {1}); var q{k} = new Box({2}, 0.5); double t{k} = o{k}.Take(q{k}, 0.25) + q{k}.Take(o{k}, {1}); if ({c}) { q{k}.Scale({0}); } double u{k} = o{k}.Value * q{k}.Product;", ["t{k}", "u{k}", "q{k}.Value"]),

        // Virtual calls
        new("a virtual call", "double t{k} = H.CurveOf(n).At({0}, {1}) * {2};", ["t{k}"]),
        new("a virtual call in a loop", "double t{k} = {0}; for (int j{k} = 0; j{k} < 3; j{k}++) { t{k} = H.CurveOf(j{k} + n).At(t{k} * 0.5, {1}); if (t{k} > 5) { continue; } t{k} += {2}; }", ["t{k}"]),
        new("a virtual call that writes", "double[] s{k} = [{0}, {1}, {2}]; H.CurveOf(n).Fill(s{k}, {0}); double t{k} = s{k}[0] * s{k}[1] - s{k}[2];", ["t{k}"], ["s{k}[{0}]"]),
        new("a call of a type that is known", "double t{k} = new Flat().At({0}, {1}) + new Bent().At({1}, {2});", ["t{k}"]),

        // Arrays as results
        new("an array as a result", "double[] m{k} = H.Row({0}, {1}, n); m{k}[1] += {2}; double t{k} = m{k}[0] * m{k}[1] + m{k}[2];", ["t{k}"], ["m{k}[{0}]"]),
        new("an array as a result in a loop", "double[] m{k} = [{0}, {1}, {2}]; for (int j{k} = 0; j{k} < 3; j{k}++) { m{k} = H.Row(m{k}[2] * 0.25, m{k}[j{k}], j{k}); } double t{k} = m{k}[0] + m{k}[1] * {0};", ["t{k}"]),
        new("one of two arrays as a result", "double[] m{k} = H.Doubled({a}, {0}); m{k}[n % 3] *= {1}; double t{k} = m{k}[0] * {a}[0] + m{k}[1];", ["t{k}"]),

        new("a span that is filled", "H.Fill({a}, {0}, {1});"),
        new("a slice that is filled", "H.Fill({a}.AsSpan(1), {0}, {1});"),
        new("a span that is read", "double t{k} = H.Total({a}) * {0};", ["t{k}"]),

        // Functions in functions
        new("a local function", "double L{k}(double u, double v) => u * v + Math.Sin(u); double t{k} = L{k}({0}, {1}) * L{k}({1}, {2});", ["t{k}"]),
        new("a local function that mutates what it captures", "double g{k} = {0}; void Add{k}(double u) { g{k} += u * g{k}; } Add{k}({1}); Add{k}({2});", ["g{k}"]),
        new("a lambda", "double g{k} = {0}; Func<double, double> f{k} = u => u * g{k} + 0.5; g{k} += {1}; double t{k} = f{k}({2}) * f{k}({1});", ["t{k}", "g{k}"]),
        new("a call with early returns", "double t{k} = H.Early({0}, {1}) * {2};", ["t{k}"]),
        new("one callee twice", "double t{k} = H.Early({0}, {1}) - H.Early({1}, {2});", ["t{k}"]),
        new("a generic callee", "double t{k} = H.Soft({0}, {1});", ["t{k}"]),
        new("recursion", "double t{k} = H.Recursive({0}, {1}, n) * {2};", ["t{k}"]),
        new("a parameter without a gradient", "double t{k} = H.Held({0}, Ops.Detach({1}));", ["t{k}"]),
        new("Detach", "double t{k} = Ops.Detach({0}) * {1} + {2};", ["t{k}"]),

        // Patterns
        new("a switch statement with when", "double t{k} = {0}; switch (n % 3) { case 0 when {c}: t{k} *= {1}; break; case 0: case 1: t{k} += {2}; break; case int m{k} when m{k} > 5: t{k} = m{k}; break; default: t{k} -= {1}; break; }", ["t{k}"]),
        new("a switch expression", "double t{k} = (n % 4) switch { 0 => {0}, 1 when {c} => {1} * 2, > 2 and not 7 => {2}, var m{k} => {0} * m{k} };", ["t{k}"]),
        new("a switch over a pair", "double t{k} = (flag, n > 1) switch { (true, true) => {0}, (true, false) => {1}, (false, var b{k}) => b{k} ? {2} : {0} * {1} };", ["t{k}"]),
        new("a switch with exits in a loop", "double t{k} = {0}; for (int j{k} = 0; j{k} < 4; j{k}++) { switch (j{k}) { case 1: continue; case 2 when {c}: t{k} += {1}; break; case 3: t{k} *= {2}; break; } t{k} = t{k} * 0.5 + {1}; }", ["t{k}"]),
        new("is", "double t{k} = n is 0 or > 2 ? {0} : {1}; if (n is not (1 or 2) && {c}) { t{k} *= {2}; }", ["t{k}"]),

        // Loops and exits
        new("an iteration that stops by itself", "double t{k} = {0}; int j{k} = 0; while (Math.Abs(t{k}) > 0.5 && j{k} < 5) { t{k} = t{k} * 0.5 + 0.1 * {1}; j{k}++; } t{k} *= {2};", ["t{k}"]),
        new("do with break and continue", "double t{k} = {0}; int j{k} = 0; do { j{k}++; if (j{k} == 2) { continue; } t{k} += {1} * t{k}; if (t{k} > 3) { break; } t{k} *= 0.5; } while (j{k} < 4);", ["t{k}"]),
        new("foreach over a slice", "double t{k} = {0}; foreach (double f{k} in {a}.AsSpan(1)) { if (f{k} > 2) { continue; } t{k} += f{k} * {1}; }", ["t{k}"]),
        new("a nest left by a flag", "double t{k} = {0}; bool done{k} = false; for (int i{k} = 0; i{k} < 3 && !done{k}; i{k}++) { for (int j{k} = i{k}; j{k} < 3; j{k}++) { t{k} += {1} * j{k}; if (t{k} > 2) { done{k} = true; break; } } }", ["t{k}"]),
        new("a loop without trips", "double t{k} = {0}; for (int j{k} = n; j{k} < 0; j{k}++) { t{k} *= {1}; } for (int j{k} = 0; j{k} < n; j{k} += 2) { t{k} += {2}; }", ["t{k}"]),
        new("a loop over a long", "double t{k} = {0}; for (long j{k} = 3; j{k} >= 1; j{k}--) { t{k} += {1} / j{k}; }", ["t{k}"]),
        new("bounds that change in the loop", "double t{k} = {0}; int m{k} = 2; for (int j{k} = 0; j{k} < m{k}; j{k}++) { if (j{k} == 1) { m{k} += n; } t{k} = t{k} * 0.5 + {1}; }", ["t{k}"]),
        new("throw as a statement", "if (n < 0 || double.IsNaN(z)) { throw new InvalidOperationException(); } double t{k} = {0};", ["t{k}"]),
        new("throw in an expression", "double t{k} = n >= 0 ? {0} * {1} : throw new ArgumentException();", ["t{k}"]),
        new("throw in a switch", "double t{k} = n switch { 0 => {0}, > 0 => {1}, _ => throw new ArgumentException() };", ["t{k}"]),
        new("a check of an argument", "ArgumentOutOfRangeException.ThrowIfNegative(n); double t{k} = {0} * {1};", ["t{k}"]),

        // Evaluation order
        new("an index that counts", "int j{k} = 0; {a}[j{k}++] += H.Count(ref j{k}) * {0} + {a}[j{k} % 3];"),
        new("a target that its value changes", "{v} += H.Square(ref {v}) * {0};"),
        new("an element that its value changes", "{e} *= H.Square(ref {e}) + {0};"),
        new("assignments in an expression", "double t{k} = ({v} = {0}) * {v} + ({v} += {1});", ["t{k}"]),
        new("steps in an expression", "double t{k} = {v}++ * {0} - --{v};", ["t{k}"]),
        new("a condition with a side effect", "int j{k} = 0; double t{k} = {0}; if ({c} && H.Count(ref j{k}) > 0.2 || H.Count(ref j{k}) > 0.7) { t{k} *= {1}; } t{k} += j{k} * {2};", ["t{k}"]),
        new("a chain of assignments", "double t{k}, u{k}; t{k} = u{k} = {0} * {1};", ["t{k}", "u{k}"]),

        // Memory
        new("overlapping slices", "var l{k} = {a}.AsSpan(0, 2); var r{k} = {a}.AsSpan(1, 2); for (int j{k} = 0; j{k} < 2; j{k}++) { l{k}[j{k}] = r{k}[j{k}] * l{k}[j{k}] + {0}; }", null, ["l{k}[({0}) % 2]", "r{k}[({0}) % 2]"]),
        new("a slice that starts at run time", "Span<double> s{k} = {a}.AsSpan(n % 2, 2); s{k}[0] *= {0}; s{k}[1] += s{k}[0] * {1};", null, ["s{k}[({0}) % 2]"]),
        new("a copy onto itself", "{a}.AsSpan(0, 2).CopyTo({a}.AsSpan(1, 2)); {a}[0] += {0};"),
        new("Array.Copy", "double[] d{k} = new double[3]; Array.Copy({a}, 0, d{k}, 1, 2); d{k}[0] = {0}; double t{k} = d{k}[1] * d{k}[2] + d{k}[0];", ["t{k}"], ["d{k}[{0}]"]),
        new("Fill and Clear", "{a}.AsSpan(1).Fill({0}); {a}.AsSpan(2, 1).Clear(); {a}[2] += {1};"),
        new("stackalloc", "Span<double> s{k} = stackalloc double[3]; s{k}[0] = {0}; s{k}[n % 3] += {1}; double t{k} = s{k}[0] * s{k}[1] + {2};", ["t{k}"], ["s{k}[{0}]"]),
        new("a collection expression", "Span<double> s{k} = [{0}, {1}, {2}]; s{k}[1] *= s{k}[0]; double t{k} = s{k}[1] * s{k}[2];", ["t{k}"], ["s{k}[{0}]"]),
        new("one of two arrays", "double[] c{k} = {c} ? {a} : {b}; c{k}[1] += {0} * c{k}[0] + {1};", null, ["c{k}[{0}]"]),
        new("two buffers that change places", "double[] l{k} = {a}, m{k} = {b}; for (int j{k} = 0; j{k} < n; j{k}++) { m{k}[j{k} % 3] = l{k}[(j{k} + 1) % 3] * {0}; (l{k}, m{k}) = (m{k}, l{k}); } double t{k} = l{k}[0] * m{k}[1] + l{k}[2];", ["t{k}"]),
        new("an index from the end", "{a}[^1] *= {0}; double t{k} = {a}[^2] * {1};", ["t{k}"]),
        new("duplicate indices", "int[] d{k} = [0, 2, 0, 1]; foreach (int j{k} in d{k}) { {a}[j{k}] += {0} * {a}[(j{k} + 1) % 3]; }"),
        new("a recurrence in place", "for (int j{k} = 1; j{k} < {a}.Length; j{k}++) { {a}[j{k}] += {a}[j{k} - 1] * {0}; }"),
        new("elements that change places", "({a}[0], {a}[2]) = ({a}[2] * {0}, {a}[0]);"),
    ];
}

/// <summary>One construct with its parts: three numbers and a condition.</summary>
internal sealed record Construct(int Which, int Pick, IReadOnlyList<Node> Children) : Statement
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public ConstructText Text => Constructs.All[Which % Constructs.All.Count];

    public override Node With(IReadOnlyList<Node> children) => new Construct(Which, Pick, children);
}
