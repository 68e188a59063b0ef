namespace AutoDiffGen.Benchmarks.Workloads;

internal sealed class GaussianMixtureWorkload : Workload
{
    private readonly int _d, _k, _n;
    private readonly double[] _alphas, _means, _factors, _x;
    private readonly double[][] _generated, _byHand;
    private readonly GaussianMixtureByHand _hand;

    public GaussianMixtureWorkload(int dimensions, int components, int points)
        : base("Gaussian mixture", $"d={dimensions} k={components} n={points}")
    {
        (_d, _k, _n) = (dimensions, components, points);
        var random = new Random(1);
        _alphas = Normal(random, _k);
        _means = Normal(random, _k * _d);
        _factors = Normal(random, _k * _d * (_d + 1) / 2, 0.3);
        _x = Normal(random, _n * _d);
        _generated = [new double[_alphas.Length], new double[_means.Length], new double[_factors.Length]];
        _byHand = [new double[_alphas.Length], new double[_means.Length], new double[_factors.Length]];
        _hand = new GaussianMixtureByHand(_d, _k, _n);
    }

    public override double Function() => GaussianMixture.LogLikelihood(_alphas, _means, _factors, _x, _d, _k, _n);

    public override double Primal() => GaussianMixture.LogLikelihoodPrimal(_alphas, _means, _factors, _x, _d, _k, _n);

    public override double Generated() =>
        GaussianMixture.LogLikelihoodGradient(_alphas, _means, _factors, _x, _d, _k, _n, _generated[0], _generated[1], _generated[2]);

    public override double HandWritten() => _hand.Gradient(_alphas, _means, _factors, _x, _byHand[0], _byHand[1], _byHand[2]);

    public override IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients() =>
    [
        ("alphas", _generated[0], _byHand[0]),
        ("means", _generated[1], _byHand[1]),
        ("factors", _generated[2], _byHand[2]),
    ];
}
