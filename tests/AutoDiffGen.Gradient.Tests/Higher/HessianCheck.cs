using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>
/// A program's product with its Hessian at one point: the value bit for bit that of the method, the gradient that of
/// MGradient, the product symmetric, v'Hw = w'Hv, and equal to differences of the gradient.
/// </summary>
internal static class HessianCheck
{
    /// <summary>How many products were compared with differences.</summary>
    private static int s_compared;

    public static int Compared => Volatile.Read(ref s_compared);

    /// <summary>Programs given as text; every mark asks for products with the Hessian, and for a forward mode.</summary>
    public static ProgramSet Set(IEnumerable<string> texts)
    {
        string[] marked = [.. texts.Select(t => Regex.Replace(t, @"(?<=\[)Differentiable(?=[,\]])", "Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector)"))];
        return new ProgramSet(InProcess.Generate(marked), InProcess.Oracle(marked));
    }

    public static void Run(MethodInfo program, MethodInfo twin, AtAttribute at)
    {
        var point = new ProgramPoint(program, at);
        string where = $"{program.DeclaringType!.Name}.{program.Name} at ({string.Join(", ", point.Values.Take(8).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
        object? value = Invoker.Call(ProgramCheck.Member(program, "Primal"), ProgramCheck.Target(program), point.Arguments(program));
        double[] gradient = ProgramCheck.Gradient(program, point, out _);
        int n = gradient.Length;
        if (n == 0)
        {
            return;
        }

        double rounding = ProgramCheck.IsDouble(program) ? 1e-11 : 1e-3;
        double[][] directions = [.. Forward.ForwardCheck.Directions(n).TakeLast(2)];
        var products = directions.Select(d => Product(program, point, d, value, gradient, rounding, where)).ToList();
        double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();


        // At a kink the two mixed derivatives are what two rules say; where numbers are near the smallest there are, rounding is all.
        bool smooth = !at.Kink && products.SelectMany(p => p).Concat(gradient).All(double.IsFinite) && point.Values.All(v => v == 0 || Math.Abs(v) > 1e-100);
        if (directions.Length > 1 && smooth)
        {
            double left = Dot(directions[0], products[1]), right = Dot(directions[1], products[0]);
            double size = products.Zip(directions.Reverse(), (p, d) => p.Zip(d, (x, y) => Math.Abs(x * y)).Sum()).Sum();
            ProgramCheck.Require(Math.Abs(left - right) <= 10 * rounding * (size + gradient.Select(Math.Abs).Max()), $"{where}: v'Hw is {left:R}, and w'Hv {right:R}");
        }

        if (at.Kink || !ProgramCheck.IsDouble(program))
        {
            return;
        }

        for (int k = 0; k < directions.Length; k++)
        {
            Differences(program, point, directions[k], products[k], where);
        }
    }

    public static double[] Product(MethodInfo program, ProgramPoint point, double[] direction, object? value, double[] gradient, double rounding, string where)
    {
        var member = ProgramCheck.Member(program, "HessianVectorProduct");
        var declared = member.GetParameters();
        int own = program.GetParameters().Length, end = declared.Length - (declared[^1].Name == "accumulate" ? 1 : 0), active = (end - own) / 3;
        object?[] tangents = point.Tangents(declared[own..(own + active)], direction, onlyInputs: true);
        object?[] first = point.Destinations(declared[(own + active)..(own + (2 * active))]), second = point.Destinations(declared[(own + (2 * active))..end]);
        object?[] all = [.. point.Arguments(member), .. tangents, .. first, .. second, .. end < declared.Length ? new object?[] { false } : []];
        object? again = Invoker.Call(member, ProgramCheck.Target(program), all);
        ProgramCheck.Require(Numbers.SameBits(value, again), $"{where}: MHessianVectorProduct gives {again}, MPrimal gives {value}");
        double[] found = ProgramCheck.Flat(all[(own + active)..(own + (2 * active))]);
        double scale = gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < gradient.Length; i++)
        {
            ProgramCheck.Require(found[i].Equals(gradient[i]) || !double.IsFinite(gradient[i]) || Math.Abs(found[i] - gradient[i]) <= rounding * scale, $"{where}: the gradient beside the product is {found[i]:R} at {i}, and MGradient gives {gradient[i]:R}");
        }

        return ProgramCheck.Flat(all[(own + (2 * active))..end]);
    }

    private static void Differences(MethodInfo program, ProgramPoint point, double[] direction, double[] product, string where)
    {
        int[] active = [.. point.Active];
        double[] At(double step)
        {
            double[] moved = [.. point.Values];
            for (int k = 0; k < active.Length; k++)
            {
                moved[active[k]] += step * direction[k];
            }

            return ProgramCheck.Gradient(program, point.With(moved), out _);
        }

        double[] Slopes(double h)
        {
            double[] a = At(h), b = At(-h), c = At(2 * h), d = At(-2 * h);
            return [.. a.Select((_, i) => ((8 * (a[i] - b[i])) - (c[i] - d[i])) / (12 * h))];
        }

        double[] coarse = Slopes(4e-4), fine = Slopes(1e-4);
        for (int i = 0; i < product.Length; i++)
        {
            // Where the gradient has a kink or grows without bound, differences say nothing.
            double scale = 1 + product.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() + Math.Abs(fine[i]);
            if (!double.IsFinite(product[i]) || !(Math.Abs(coarse[i] - fine[i]) <= 1e-6 * scale))
            {
                continue;
            }

            Interlocked.Increment(ref s_compared);
            ProgramCheck.Require(Math.Abs(fine[i] - product[i]) <= 4e-6 * scale, $"{where}: H times ({string.Join(", ", direction)}) is {product[i]:R} at {i}, by differences {fine[i]:R}");
        }
    }
}
