namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>The sum over all points of the squared distance to the nearest centre.</summary>
internal static partial class KMeans
{
    [Differentiable]
    public static double Cost(double[] centres, [NoGradient] double[] points, int d, int k, int n)
    {
        double cost = 0;
        for (int p = 0; p < n; p++)
        {
            double nearest = double.PositiveInfinity;
            for (int c = 0; c < k; c++)
            {
                double distance = 0;
                for (int i = 0; i < d; i++)
                {
                    double difference = points[p * d + i] - centres[c * d + i];
                    distance += difference * difference;
                }

                if (distance < nearest)
                {
                    nearest = distance;
                }
            }

            cost += nearest;
        }

        return cost;
    }

    /// <summary>Only the nearest centre of a point gets a gradient from it.</summary>
    public static double GradientByHand(double[] centres, double[] points, int d, int k, int n, Span<double> dCentres)
    {
        dCentres.Clear();
        double cost = 0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = points.AsSpan(p * d, d);
            double nearest = double.PositiveInfinity;
            int which = 0;
            for (int c = 0; c < k; c++)
            {
                ReadOnlySpan<double> candidate = centres.AsSpan(c * d, d);
                double distance = 0;
                for (int i = 0; i < point.Length; i++)
                {
                    double difference = point[i] - candidate[i];
                    distance += difference * difference;
                }

                if (distance < nearest)
                {
                    nearest = distance;
                    which = c;
                }
            }

            cost += nearest;
            ReadOnlySpan<double> centre = centres.AsSpan(which * d, d);
            Span<double> dCentre = dCentres.Slice(which * d, d);
            for (int i = 0; i < point.Length; i++)
            {
                dCentre[i] -= 2 * (point[i] - centre[i]);
            }
        }

        return cost;
    }
}

internal sealed class KMeansWorkload : Workload
{
    private readonly int _d, _k, _n;
    private readonly double[] _centres, _points, _generated, _byHand;

    public KMeansWorkload(int dimensions, int centres, int points)
        : base("k-means", $"d={dimensions} k={centres} n={points}")
    {
        (_d, _k, _n) = (dimensions, centres, points);
        var random = new Random(2);
        _centres = Normal(random, _k * _d);
        _points = Normal(random, _n * _d);
        _generated = new double[_centres.Length];
        _byHand = new double[_centres.Length];
    }

    public override double Function() => KMeans.Cost(_centres, _points, _d, _k, _n);

    public override double Primal() => KMeans.CostPrimal(_centres, _points, _d, _k, _n);

    public override double Generated() => KMeans.CostGradient(_centres, _points, _d, _k, _n, _generated);

    public override double HandWritten() => KMeans.GradientByHand(_centres, _points, _d, _k, _n, _byHand);

    public override IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients() => [("centres", _generated, _byHand)];
}
