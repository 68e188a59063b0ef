namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>
/// The cost of a bundle adjustment, as ADBench states its residuals: cameras of 11 numbers (rotation by Rodrigues, centre,
/// focal length, principal point, two radial distortions), points of 3, one weight for each observation.
/// </summary>
internal static partial class BundleAdjustment
{
    public const int CameraSize = 11;

    [Differentiable]
    public static double Cost(double[] cameras, double[] points, double[] weights, int[] observed, [NoGradient] double[] features)
    {
        double cost = 0;
        for (int o = 0; o < weights.Length; o++)
        {
            int a = observed[2 * o] * CameraSize, b = observed[2 * o + 1] * 3;
            double x = points[b] - cameras[a + 3], y = points[b + 1] - cameras[a + 4], z = points[b + 2] - cameras[a + 5];
            double rx = cameras[a], ry = cameras[a + 1], rz = cameras[a + 2];
            double square = rx * rx + ry * ry + rz * rz;
            double px, py, pz;
            if (square != 0)
            {
                double theta = Math.Sqrt(square);
                double cosine = Math.Cos(theta), sine = Math.Sin(theta), inverse = 1 / theta;
                double wx = rx * inverse, wy = ry * inverse, wz = rz * inverse;
                double along = (wx * x + wy * y + wz * z) * (1 - cosine);
                px = x * cosine + (wy * z - wz * y) * sine + wx * along;
                py = y * cosine + (wz * x - wx * z) * sine + wy * along;
                pz = z * cosine + (wx * y - wy * x) * sine + wz * along;
            }
            else
            {
                px = x + ry * z - rz * y;
                py = y + rz * x - rx * z;
                pz = z + rx * y - ry * x;
            }

            double u = px / pz, v = py / pz;
            double radius = u * u + v * v;
            double scale = cameras[a + 6] * (1 + cameras[a + 9] * radius + cameras[a + 10] * radius * radius);
            double w = weights[o];
            double ex = w * (u * scale + cameras[a + 7] - features[2 * o]);
            double ey = w * (v * scale + cameras[a + 8] - features[2 * o + 1]);
            double ew = 1 - w * w;
            cost += ex * ex + ey * ey + ew * ew;
        }

        return cost;
    }
}

internal sealed class BundleAdjustmentWorkload : Workload
{
    private readonly double[] _cameras, _points, _weights, _features;
    private readonly int[] _observed;
    private readonly double[][] _generated, _byHand;

    public BundleAdjustmentWorkload(int cameras, int points, int observations)
        : base("bundle adjustment", $"{cameras} cameras, {observations} obs")
    {
        var random = new Random(4);
        _cameras = Normal(random, cameras * BundleAdjustment.CameraSize, 0.1);
        for (int i = 0; i < cameras; i++)
        {
            // In front of the points, with a focal length of one.
            _cameras[i * BundleAdjustment.CameraSize + 5] -= 5;
            _cameras[i * BundleAdjustment.CameraSize + 6] += 1;
        }

        _points = Normal(random, points * 3);
        _weights = Normal(random, observations, 0.1).Select(w => 1 + w).ToArray();
        _features = Normal(random, observations * 2, 0.2);
        _observed = [.. Enumerable.Range(0, observations).SelectMany(_ => (int[])[random.Next(cameras), random.Next(points)])];
        _generated = [new double[_cameras.Length], new double[_points.Length], new double[_weights.Length]];
        _byHand = [new double[_cameras.Length], new double[_points.Length], new double[_weights.Length]];
    }

    public override double Function() => BundleAdjustment.Cost(_cameras, _points, _weights, _observed, _features);

    public override double Primal() => BundleAdjustment.CostPrimal(_cameras, _points, _weights, _observed, _features);

    public override double Generated() =>
        BundleAdjustment.CostGradient(_cameras, _points, _weights, _observed, _features, _generated[0], _generated[1], _generated[2]);

    public override double HandWritten() =>
        BundleAdjustmentByHand.Gradient(_cameras, _points, _weights, _observed, _features, _byHand[0], _byHand[1], _byHand[2]);

    public override IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients() =>
        [("cameras", _generated[0], _byHand[0]), ("points", _generated[1], _byHand[1]), ("weights", _generated[2], _byHand[2])];
}
