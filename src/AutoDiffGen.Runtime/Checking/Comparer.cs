using System.Numerics;

namespace AutoDiffGen.Checking;

/// <summary>Compares the gradient of a function of a vector with differences. What the numbers mean stands at <see cref="GradientCheck"/>.</summary>
/// <param name="function">Given an array that it may keep or change.</param>
/// <param name="x">The point.</param>
/// <param name="gradient">Of the same length.</param>
/// <param name="name">What a coordinate is called.</param>
/// <param name="options">Null for the defaults.</param>
internal sealed class Comparer<T>(Func<T[], T> function, T[] x, T[] gradient, Func<int, string> name, GradientCheckOptions? options)
    where T : IFloatingPointIeee754<T>
{
    // How many roundings a function value may be off by: those of a sum that is added with care.
    private const double Roundings = 16;

    // Steps shorter than the longest by more than this factor count only if rounding leaves them exact enough.
    private const double Range = 16;

    private static readonly double Unit = double.CreateTruncating(T.BitIncrement(T.One) - T.One) / 2;

    // Rounding adds about Unit / h and the formula h^4: they meet at the fifth root.
    private static readonly double Step = Math.ScaleB(1, (int)Math.Round(Math.Log2(Unit) / 5));

    private readonly GradientCheckOptions _options = options ?? new GradientCheckOptions();
    private readonly double _tolerance = options?.RelativeTolerance ?? (typeof(T) == typeof(double) ? 1e-6 : 5e-3);
    private readonly List<GradientComparison> _comparisons = [];

    /// <summary>Compares all that the options ask for.</summary>
    /// <param name="entries">Parts of the vector in each of which a direction of its own is tried.</param>
    public GradientCheckResult Run(IReadOnlyList<ParameterEntry> entries)
    {
        if (x.Length > 0 && FiniteAtThePoint())
        {
            var scales = new double[x.Length];
            Scale(scales, 0, x.Length);
            foreach (ParameterEntry entry in entries)
            {
                Scale(scales, entry.Offset, entry.Length);
            }

            if (x.Length <= _options.CoordinateLimit)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    Coordinate(i, scales[i]);
                }
            }

            var random = new Models.InitializationRandom(_options.Seed, 0);
            for (int i = 1; i <= _options.Directions; i++)
            {
                Direction($"direction {i}", scales, 0, x.Length, random);
            }

            foreach (ParameterEntry entry in entries)
            {
                Direction($"a direction in {entry.Name}", scales, entry.Offset, entry.Length, random);
            }
        }

        return new GradientCheckResult(_comparisons, _tolerance);
    }

    // Whatever is not finite fails here, so that it is named once and not in every difference.
    private bool FiniteAtThePoint()
    {
        double value = Evaluate(_ => 0), again = Evaluate(_ => 0);
        if (!double.IsFinite(value))
        {
            Fail("the function", double.NaN, $"its value at the point is {value}");
        }
        else if (value != again)
        {
            Fail("the function", double.NaN, $"it gives {value:R} and {again:R} for the same input");
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            if (!T.IsFinite(gradient[i]))
            {
                Fail(name(i), double.CreateTruncating(gradient[i]), $"the gradient is {gradient[i]}");
            }
        }

        return _comparisons.Count == 0;
    }

    private void Fail(string where, double analytic, string problem) =>
        _comparisons.Add(new GradientComparison(where, analytic, double.NaN, double.PositiveInfinity, false, problem));

    // The size of each coordinate; one that is small beside the others counts as one of them.
    private void Scale(double[] scales, int offset, int length)
    {
        double squares = 0;
        for (int i = offset; i < offset + length; i++)
        {
            scales[i] = Math.Abs(double.CreateTruncating(x[i]));
            squares += scales[i] * scales[i];
        }

        double typical = Math.Sqrt(squares / length);
        for (int i = offset; i < offset + length; i++)
        {
            scales[i] = typical == 0 ? 1 : Math.Max(typical, scales[i]);
        }
    }

    private void Coordinate(int i, double scale)
    {
        double size = Math.Abs(double.CreateTruncating(x[i]));
        List<double> steps = [scale * Step, scale * Step * 8, scale * Step / 8, scale * Step / 128];
        if (scale < 0.125)
        {
            steps.Add(Step);
        }

        if (size > 0 && size < scale / 8)
        {
            steps.Add(size * Step);
        }

        _comparisons.Add(Compare(name(i), double.CreateTruncating(gradient[i]), steps, t => Evaluate(j => j == i ? t : 0)));
    }

    private void Direction(string where, double[] scales, int offset, int length, Models.InitializationRandom random)
    {
        if (length == 0)
        {
            return;
        }

        double[] normal = new double[x.Length];
        for (int i = offset; i < offset + length; i++)
        {
            normal[i] = random.NextNormal() / Math.Sqrt(length);
        }

        GradientComparison comparison = Along(where, normal.Select((d, i) => d * scales[i]));
        if (double.IsNaN(comparison.Numeric))
        {
            // Perhaps a small number left the domain of a logarithm or a root: move each by a part of itself.
            comparison = Along(where, normal.Select((d, i) => d * (x[i] == T.Zero ? scales[i] : Math.Abs(double.CreateTruncating(x[i])))));
        }

        _comparisons.Add(comparison);
    }

    private GradientComparison Along(string where, IEnumerable<double> components)
    {
        double[] direction = [.. components];
        double analytic = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            analytic += direction[i] * double.CreateTruncating(gradient[i]);
        }

        return Compare(where, analytic, [Step, Step * 8, Step / 8, Step / 128], t => Evaluate(i => t * direction[i]));
    }

    private GradientComparison Compare(string where, double analytic, List<double> steps, Func<double, double> function)
    {
        // The longest first, for which rounding matters least.
        var estimates = new List<(double Numeric, double Noise)>();
        foreach (double h in steps.OrderDescending())
        {
            double a = function(-2 * h), b = function(-h), c = function(h), d = function(2 * h);
            double numeric = (a - d + (8 * (c - b))) / (12 * h);
            double noise = Roundings * Unit / h * Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), Math.Max(Math.Abs(c), Math.Abs(d)));
            if (!double.IsFinite(numeric) || !double.IsFinite(noise))
            {
                continue;
            }

            estimates.Add((numeric, noise));
            if (noise <= Accepted(numeric) && Math.Abs(analytic - numeric) <= Accepted(numeric))
            {
                break;
            }
        }

        if (estimates.Count == 0)
        {
            return new GradientComparison(where, analytic, double.NaN, double.PositiveInfinity, false, "the function is not finite around the point");
        }

        double least = estimates.Min(e => e.Noise);
        var best = estimates
            .Where(e => e.Noise <= Math.Max(Accepted(e.Numeric), Range * least))
            .Select(e => (e.Numeric, Ratio: Ratio(Math.Abs(analytic - e.Numeric), Accepted(e.Numeric) + e.Noise)))
            .MinBy(e => e.Ratio);
        double error = Ratio(Math.Abs(analytic - best.Numeric), Math.Max(Math.Abs(analytic), Math.Abs(best.Numeric)));
        return new GradientComparison(where, analytic, best.Numeric, error, best.Ratio <= 1, null) { Ratio = best.Ratio };

        double Accepted(double numeric) => _tolerance * Math.Max(Math.Abs(analytic), Math.Abs(numeric));

        static double Ratio(double difference, double of) => difference == 0 ? 0 : difference / of;
    }

    private double Evaluate(Func<int, double> move)
    {
        var point = new T[x.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double by = move(i);
            point[i] = by == 0 ? x[i] : T.CreateTruncating(double.CreateTruncating(x[i]) + by);
        }

        return double.CreateTruncating(function(point));
    }
}
