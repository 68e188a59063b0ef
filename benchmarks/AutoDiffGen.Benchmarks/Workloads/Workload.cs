namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>A function at one size, and the ways to compute its value and gradient.</summary>
internal abstract class Workload(string name, string size)
{
    /// <summary>What the function is.</summary>
    public string Name { get; } = name;

    /// <summary>How large its arguments are.</summary>
    public string Size { get; } = size;

    /// <summary>The five functions, each at a small and a larger size.</summary>
    public static IReadOnlyList<Workload> All() =>
    [
        new GaussianMixtureWorkload(dimensions: 2, components: 5, points: 100),
        new GaussianMixtureWorkload(dimensions: 10, components: 10, points: 1000),
        new LstmWorkload(inputs: 4, hidden: 8, steps: 20),
        new LstmWorkload(inputs: 16, hidden: 32, steps: 50),
        new BundleAdjustmentWorkload(cameras: 5, points: 50, observations: 200),
        new BundleAdjustmentWorkload(cameras: 20, points: 1000, observations: 5000),
        new KMeansWorkload(dimensions: 3, centres: 5, points: 200),
        new KMeansWorkload(dimensions: 16, centres: 20, points: 2000),
        new ReactionDiffusionWorkload(cells: 32, steps: 10),
        new ReactionDiffusionWorkload(cells: 1024, steps: 20),
    ];

    /// <summary>The function as its author wrote it.</summary>
    public abstract double Function();

    /// <summary>Its generated forward pass.</summary>
    public abstract double Primal();

    /// <summary>Value and gradient, generated.</summary>
    public abstract double Generated();

    /// <summary>Value and gradient, written by hand.</summary>
    public abstract double HandWritten();

    /// <summary>What <see cref="Generated"/> and <see cref="HandWritten"/> wrote, one destination after the other.</summary>
    public abstract IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients();

    /// <summary>Numbers of a normal distribution, the same in every run.</summary>
    protected static double[] Normal(Random random, int count, double scale = 1)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return values;
    }
}
