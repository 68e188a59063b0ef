using ScottPlot;
using ScottPlot.Colormaps;

namespace Micrograd.Moons;

/// <summary>The points, on what the network says of the plane around them.</summary>
internal static class MoonsPicture
{
    private const int Width = 800;
    private const int Height = 600;
    private const int Cells = 200;

    /// <returns>The bytes of a PNG file.</returns>
    public static byte[] Draw(double[] p, MoonsData data, string title)
    {
        double[] x = [.. data.Points.Where((_, i) => i % 2 == 0)], y = [.. data.Points.Where((_, i) => i % 2 == 1)];
        double left = x.Min() - 0.5, right = x.Max() + 0.5, bottom = y.Min() - 0.5, top = y.Max() + 0.5;

        // The colour turns at score 0, the boundary, and is full from the margins -1 and 1 on. Row 0 is the top.
        var scores = new double[Cells, Cells];
        for (int row = 0; row < Cells; row++)
        {
            for (int column = 0; column < Cells; column++)
            {
                double cellX = left + (right - left) * (column + 0.5) / Cells, cellY = top - (top - bottom) * (row + 0.5) / Cells;
                scores[row, column] = Math.Clamp(MoonsNetwork.ScorePrimal(p, cellX, cellY), -1, 1);
            }
        }

        using var plot = new Plot();
        var map = plot.Add.Heatmap(scores);
        map.Extent = new CoordinateRect(left, right, bottom, top);
        map.ManualRange = new ScottPlot.Range(-1, 1);
        map.Colormap = new CustomInterpolated([Color.FromHex("#F4A582"), Color.FromHex("#FDEDE4"), Color.FromHex("#E6F0F7"), Color.FromHex("#92C5DE")]);
        Markers(-1, "#B2182B");
        Markers(1, "#2166AC");
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Title(title);
        return plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png);

        void Markers(double label, string colour)
        {
            int[] which = [.. Enumerable.Range(0, data.Count).Where(i => data.Labels[i] == label)];
            plot.Add.ScatterPoints(which.Select(i => x[i]).ToArray(), which.Select(i => y[i]).ToArray(), Color.FromHex(colour)).MarkerSize = 8;
        }
    }
}
