using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>
/// A program's Jacobian and Hessian at one point, column by column: those of MPushforward and MHessianVectorProduct along
/// one axis after the other; the value and what is written bit for bit those of MPrimal.
/// </summary>
internal static class MatrixCheck
{
    private static int s_columns;

    /// <summary>How many columns were compared.</summary>
    public static int Columns => Volatile.Read(ref s_columns);

    /// <summary>Programs given as text; every mark asks for these modes.</summary>
    public static ProgramSet Set(IEnumerable<string> texts, params string[] modes)
    {
        string all = string.Join(" | ", modes.Prepend("Reverse").Select(m => "DerivativeModes." + m));
        string[] marked = [.. texts.Select(t => Regex.Replace(t, @"(?<=\[)Differentiable(?=[,\]])", $"Differentiable(Modes = {all})"))];
        return new ProgramSet(InProcess.Generate(marked), InProcess.Oracle(marked));
    }

    public static void Jacobian(MethodInfo program, MethodInfo twin, AtAttribute at)
    {
        var point = new ProgramPoint(program, at);
        int[] counts = [.. point.ActiveCounts];
        int n = counts.Sum();
        if (n == 0)
        {
            return;
        }

        string where = Where(program, point);
        object?[] after = point.Arguments(program);
        object? value = Invoker.Call(ProgramCheck.Member(program, "Primal"), ProgramCheck.Target(program), after);
        double[][] columns = [.. Enumerable.Range(0, n).Select(j => ForwardCheck.Tangents(program, point, Axis(n, j), out _, out _))];
        int rows = columns[0].Length;
        var member = ProgramCheck.Member(program, "Jacobian");
        var declared = member.GetParameters()[program.GetParameters().Length..];
        ProgramCheck.Require(declared.Length == counts.Length + 1, $"{where}: MJacobian has {declared.Length - 1} matrices for {counts.Length} parameters");

        // All of them, and each left out once while the others are added to what is there.
        for (int without = -1; without < (counts.Length > 1 ? counts.Length : 0); without++)
        {
            double old = without < 0 ? 0 : 5;
            object?[] matrices = [.. counts.Select((c, p) => p == without ? null : Numbers.Many(declared[p].ParameterType, [rows * c], [.. Enumerable.Repeat(without < 0 ? 7 : old, rows * c)]))];
            object?[] arguments = [.. point.Arguments(member), .. matrices, without >= 0];
            object? second = Invoker.Call(member, ProgramCheck.Target(program), arguments);
            ProgramCheck.Require(Numbers.SameBits(value, second), $"{where}: MJacobian gives {second}, MPrimal gives {value}");
            ProgramCheck.Require(Numbers.SameBits(after, arguments[..after.Length]), $"{where}: MJacobian leaves ({string.Join(", ", Numbers.Flat(arguments[..after.Length]))}), MPrimal ({string.Join(", ", Numbers.Flat(after))})");
            for (int p = 0, first = 0; p < counts.Length; first += counts[p++])
            {
                double[] found = matrices[p] is { } matrix ? Numbers.FlatReals(matrix) : [];
                for (int k = 0; k < found.Length; k++)
                {
                    var (row, column) = (k / counts[p], first + (k % counts[p]));
                    Same(found[k], columns[column][row] + old, ProgramCheck.IsDouble(program), $"{where}: of {declared[p].Name}, row {row}, column {k % counts[p]}");
                }
            }
        }

        Interlocked.Add(ref s_columns, n);
    }

    public static void Hessian(MethodInfo program, MethodInfo twin, AtAttribute at)
    {
        var point = new ProgramPoint(program, at);
        double[] gradient = ProgramCheck.Gradient(program, point, out _);
        int n = gradient.Length;
        if (n == 0)
        {
            return;
        }

        string where = Where(program, point);
        object? value = Invoker.Call(ProgramCheck.Member(program, "Primal"), ProgramCheck.Target(program), point.Arguments(program));
        var member = ProgramCheck.Member(program, "Hessian");
        int own = program.GetParameters().Length;
        var declared = member.GetParameters()[own..];
        double[] one = Of(accumulate: false), sum = Of(accumulate: true);
        for (int j = 0; j < n; j++)
        {
            double[] product = HessianCheck.Product(program, point, Axis(n, j), value, gradient, Rounding(program), where);
            for (int i = 0; i < n; i++)
            {
                Same(one[(i * n) + j], product[i], ProgramCheck.IsDouble(program), $"{where}: the second derivative {i}, {j}");
                Same(sum[(i * n) + j], product[i] + 3, ProgramCheck.IsDouble(program), $"{where}: the second derivative {i}, {j}, added to 3");
            }
        }

        Interlocked.Add(ref s_columns, n);

        double[] Of(bool accumulate)
        {
            object matrix = Numbers.Many(declared[^2].ParameterType, [n * n], [.. Enumerable.Repeat(3.0, n * n)]);
            object?[] destinations = point.Destinations(declared[..^2]);
            object?[] arguments = [.. point.Arguments(member), .. destinations, matrix, accumulate];
            object? second = Invoker.Call(member, ProgramCheck.Target(program), arguments);
            ProgramCheck.Require(Numbers.SameBits(value, second), $"{where}: MHessian gives {second}, MPrimal gives {value}");
            double[] found = ProgramCheck.Flat(arguments[own..^2]);
            double scale = gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (int i = 0; i < n; i++)
            {
                ProgramCheck.Require(found[i].Equals(gradient[i]) || !double.IsFinite(gradient[i]) || Math.Abs(found[i] - gradient[i]) <= Rounding(program) * scale, $"{where}: the gradient beside the Hessian is {found[i]:R} at {i}, and MGradient gives {gradient[i]:R}");
            }

            return Numbers.FlatReals(matrix);
        }
    }

    private static double Rounding(MethodInfo program) => ProgramCheck.IsDouble(program) ? 1e-11 : 1e-3;

    // The same operations in the same order; numbers of both types are computed in double.
    private static void Same(double found, double expected, bool exact, string what)
    {
        bool same = found.Equals(expected) || (found == 0 && expected == 0) || Math.Abs(found - expected) <= (exact ? 1e-14 : 1e-4) * Math.Max(Math.Abs(expected), exact ? 0 : 1e-3);
        ProgramCheck.Require(same || (!exact && !double.IsFinite(expected)), $"{what} is {found:R}, and along that axis alone {expected:R}");
    }

    private static double[] Axis(int n, int j) => [.. Enumerable.Range(0, n).Select(i => i == j ? 1.0 : 0)];

    private static string Where(MethodInfo program, ProgramPoint point) =>
        $"{program.DeclaringType!.Name}.{program.Name} at ({string.Join(", ", point.Values.Take(8).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
}
