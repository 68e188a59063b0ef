using System.Numerics;
using AutoDiffGen.Runtime.Tests.Support;
using AutoDiffGen.Training;

namespace AutoDiffGen.Runtime.Tests.Training;

public class SgdTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.1, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 0.1, false)]
    [InlineData(0.9, 0.1, true)]
    public void Follows_the_definition(double momentum, double decay, bool nesterov)
    {
        foreach (int length in Numbers.Lengths)
        {
            Check<float>(length, momentum, decay, nesterov, 1e-5);
            Check<double>(length, momentum, decay, nesterov, 1e-14);
        }
    }

    [Fact]
    public void Two_steps_by_hand()
    {
        // Velocities: 2 + 0.01 * 1 = 2.01, then 0.5 * 2.01 + 2 + 0.01 * 0.799.
        var model = new FlatModel<double>([1], ("w", [1]));
        var optimizer = new Sgd<double>(0.1, momentum: 0.5, weightDecay: 0.01);
        var gradient = new FlatGradient<double>([2]);
        optimizer.Step(model, gradient);
        Assert.Equal(1 - 0.201, model.Values[0], 1e-15);
        optimizer.Step(model, gradient);
        Assert.Equal(0.799 - (0.1 * (1.005 + 2 + 0.00799)), model.Values[0], 1e-15);
    }

    [Fact]
    public void The_learning_rate_may_change()
    {
        var model = new FlatModel<float>([1, 2], ("w", [2]));
        var optimizer = new Sgd<float>(1);
        optimizer.Step(model, new FlatGradient<float>([1, 1]));
        optimizer.LearningRate = 0.5f;
        optimizer.Step(model, new FlatGradient<float>([1, 0]));
        Assert.Equal([-0.5f, 1], model.Values);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var model = new FlatModel<float>(new float[1000], ("w", [1000]));
        var gradient = new FlatGradient<float>(new float[1000]);
        foreach (Sgd<float> optimizer in new[] { new Sgd<float>(0.1f), new Sgd<float>(0.1f, 0.9f, 0.1f) })
        {
            optimizer.Step(model, gradient);
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step(model, gradient);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void A_parameter_without_gradient_is_not_touched_by_NaN_of_another()
    {
        var model = new FlatModel<float>([float.PositiveInfinity, 1, 2], ("w", [3]));
        new Sgd<float>(0.1f).Step(model, new FlatGradient<float>([0, float.NaN, 0]));
        Assert.Equal([float.PositiveInfinity, float.NaN, 2], model.Values);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(1, momentum: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(1, weightDecay: -1));
        Assert.Throws<ArgumentException>(() => new Sgd<double>(1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(1).LearningRate = -1);

        var model = new FlatModel<float>([1, 2], ("w", [2]));
        var optimizer = new Sgd<float>(1, momentum: 0.9f);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => optimizer.Step(model, new FlatGradient<float>([1]))).ParamName);
        Assert.Equal([1, 2], model.Values);
        optimizer.Step(model, new FlatGradient<float>([1, 1]));
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(new FlatModel<float>([1, 2], ("w", [2])), new FlatGradient<float>([1, 1])));
    }

    private static void Check<T>(int length, double momentum, double decay, bool nesterov, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        var model = new FlatModel<T>(Numbers.Random<T>(length, 1), ("w", [length]));
        var optimizer = new Sgd<T>(T.CreateTruncating(0.1), T.CreateTruncating(momentum), T.CreateTruncating(decay), nesterov);
        double[] p = Numbers.ToDouble<T>(model.Values), velocity = new double[length];
        for (int step = 0; step < 4; step++)
        {
            T[] gradient = Numbers.Random<T>(length, 10 + step);
            optimizer.Step(model, new FlatGradient<T>(gradient));
            for (int i = 0; i < length; i++)
            {
                double g = double.CreateTruncating(gradient[i]) + (decay * p[i]);
                velocity[i] = (momentum * velocity[i]) + g;
                p[i] -= 0.1 * (nesterov ? g + (momentum * velocity[i]) : velocity[i]);
            }

            Numbers.Close<T>(p, model.Values, tolerance, 1);
        }
    }
}
