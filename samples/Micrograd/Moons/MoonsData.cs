namespace Micrograd.Moons;

/// <summary>Points of two interleaved half circles, and the half circle that each belongs to.</summary>
/// <param name="Points">x and y of each point, one after the other.</param>
/// <param name="Labels">-1 for the upper half circle, 1 for the lower.</param>
internal sealed record MoonsData(double[] Points, double[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>
    /// As scikit-learn's <c>make_moons</c>: half of the points on the upper half of the unit circle around (0, 0), half
    /// on the lower half of that around (1, 0.5), each half evenly spaced with both ends, then normal noise added to each
    /// coordinate. Not shuffled: every step sees all points.
    /// </summary>
    public static MoonsData Create(int count, double noise, SplitMix random)
    {
        var points = new double[2 * count];
        var labels = new double[count];
        int upper = count / 2;
        for (int i = 0; i < count; i++)
        {
            bool isUpper = i < upper;
            double angle = isUpper ? Math.PI * i / (upper - 1) : Math.PI * (i - upper) / (count - upper - 1);
            points[2 * i] = (isUpper ? Math.Cos(angle) : 1 - Math.Cos(angle)) + noise * random.Normal();
            points[2 * i + 1] = (isUpper ? Math.Sin(angle) : 0.5 - Math.Sin(angle)) + noise * random.Normal();
            labels[i] = isUpper ? -1 : 1;
        }

        return new MoonsData(points, labels);
    }
}
