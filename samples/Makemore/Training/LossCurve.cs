namespace Makemore.Training;

/// <summary>The losses of a run: the first few as they are, all of them as means over stretches of steps.</summary>
/// <param name="steps">The number of steps that are planned.</param>
internal sealed class LossCurve(int steps)
{
    private const int Exact = 10;
    private const int Stretches = 100;

    private readonly int _stretch = Math.Max(1, steps / Stretches);
    private readonly List<float> _first = new(Math.Min(steps, Exact));
    private readonly List<LossPoint> _points = new(Stretches + 2);
    private double _sum;
    private int _count;
    private int _steps;

    /// <summary>The losses of the first ten steps.</summary>
    public IReadOnlyList<float> First => _first;

    /// <summary>For each hundredth of the run, its last step and the mean of its losses.</summary>
    public IReadOnlyList<LossPoint> Points => _points;

    /// <summary>The mean of the last stretch: what is shown while the run goes on; NaN before the first step.</summary>
    public double Recent => _count * 2 >= _stretch || _points.Count == 0 ? _sum / _count : _points[^1].Loss;

    public void Add(float loss)
    {
        _steps++;
        _sum += loss;
        _count++;
        if (_first.Count < Exact)
        {
            _first.Add(loss);
        }

        if (_count == _stretch || _steps == steps)
        {
            _points.Add(new LossPoint(_steps, _sum / _count));
            (_sum, _count) = (0, 0);
        }
    }
}

/// <summary>A mean of losses.</summary>
/// <param name="Step">The number of steps that were made when it was taken.</param>
/// <param name="Loss">The mean since the point before.</param>
internal readonly record struct LossPoint(int Step, double Loss);
