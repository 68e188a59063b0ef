using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Oracle;
using AutoDiffGen.Gradient.Tests.Programs;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Gradients with respect to a model's parameters.</summary>
public class ModelTests
{
    private static readonly Tensor<int> Tokens = Tensor.Create([0, 1, 2, 4, 4, 3], [2, 3]);

    private static readonly Tensor<int> Targets = Tensor.Create([4, 0], [2]);

    private static NamesMlp Names()
    {
        var model = new NamesMlp(5, 3, 2, 6);
        model.Initialize(seed: 1);
        return model;
    }

    private static Tied Tie()
    {
        var model = new Tied();
        model.Initialize(seed: 2);
        return model;
    }

    private static readonly Tensor<double> X = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => Math.Cos(i) + 0.1)], [4, 3]);

    // The twin's parameters are the oracle's inputs, in order of declaration.
    private static (Var Value, double[] Parameters, Func<VarTensor, double[]> Of) Oracle(IModel<double> model, string method, object?[] arguments, params object[] sizes)
    {
        var twin = ProgramSet.Built.TwinType(model.GetType().Name);
        object instance = Activator.CreateInstance(twin, sizes)!;
        double[] values = model.Parameters.ToArray();
        var tensors = new List<VarTensor>();
        var properties = model.GetType().GetNestedType("Gradient")!.GetProperties().Where(p => p.PropertyType == typeof(Tensor<double>)).ToList();
        for (int i = 0; i < properties.Count; i++)
        {
            var entry = model.Entries[i];
            var tensor = new VarTensor([.. entry.Shape], [.. values.AsSpan(entry.Offset, entry.Length).ToArray().Select(Var.Input)]);
            twin.GetProperty(properties[i].Name)!.SetValue(instance, tensor);
            tensors.Add(tensor);
        }

        var result = (Var)twin.GetMethod(method)!.Invoke(instance, arguments)!;
        var adjoints = new Var.Adjoints([(result, 1.0)]);
        double[] Of(VarTensor t) => [.. t.Elements.Select(adjoints.Of)];
        return (result, [.. tensors.SelectMany(Of)], Of);
    }

    private static void Close(IEnumerable<double> expected, ReadOnlySpan<double> actual) =>
        Assert.Equal(expected, actual.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), 1e-2));

    [Fact]
    public void The_loss_of_the_mlp_has_the_oracle_s_gradient()
    {
        var model = Names();
        var gradient = new NamesMlp.Gradient(model);
        gradient.Values.Fill(7);
        double loss = model.LossGradient(Tokens, Targets, gradient);
        var (value, expected, _) = Oracle(model, "Loss", [Tokens, Targets], 5, 3, 2, 6);
        Assert.Equal(value.Value, loss, 1e-12);
        Close(expected, gradient.Values);
        Assert.Equal(loss, model.LossPrimal(Tokens, Targets));
        Assert.Equal(loss, model.Loss(Tokens, Targets), 1e-12);
    }

    [Fact]
    public void A_matrix_that_is_used_twice_gets_both_parts_and_an_unused_parameter_exact_zeros()
    {
        var model = Tie();
        var gradient = new Tied.Gradient(model);
        gradient.Values.Fill(7);
        var dx = Tensor.CreateFromShape<double>([4, 3]);
        double energy = model.EnergyGradient(X, 0.7, gradient, dx, out double dScale);
        var x = new VarTensor([4, 3], [.. Numbers.Flat(X).Select(Var.Input)]);
        var scale = Var.Input(0.7);
        var (value, expected, of) = Oracle(model, "Energy", [x, scale]);
        Assert.Equal(value.Value, energy, 1e-12);
        Close(expected, gradient.Values);
        Close(of(x), Numbers.Flat(dx));
        Close(of(scale), [dScale]);
        Assert.All(Numbers.Flat(gradient.Unused), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Gradients_accumulate_and_may_be_left_out()
    {
        var model = Tie();
        var (once, twice) = (new Tied.Gradient(model), new Tied.Gradient(model));
        var (dx, dx2) = (Tensor.CreateFromShape<double>([4, 3]), Tensor.CreateFromShape<double>([4, 3]));
        model.EnergyGradient(X, 0.7, once, dx, out double dScale);
        model.EnergyGradient(X, 0.7, twice, null, out double alone, accumulate: true);
        model.EnergyGradient(X, 0.7, twice, dx2, out _, accumulate: true);
        Close([.. once.Values.ToArray().Select(v => 2 * v)], twice.Values);
        Assert.Equal(dScale, alone);
        Close(Numbers.Flat(dx), Numbers.Flat(dx2));
        model.EnergyGradient(X, 0.7, null, dx2, out _);
        Close(Numbers.Flat(dx), Numbers.Flat(dx2));
        twice.Clear();
        Assert.All(twice.Values.ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Entries_name_every_parameter_in_order()
    {
        Assert.Equal(["c (5, 2)", "w1 (6, 6)", "b1 (6)", "w2 (6, 5)", "b2 (5)"], Names().Entries.Select(e => e.ToString()));
        Assert.Equal([0, 10, 46, 52, 82], Names().Entries.Select(e => e.Offset));
        Assert.Equal(87, Names().Parameters.Length);
        Assert.Equal("weight", Tie().Entries[0].Name);
    }

    [Fact]
    public void The_same_seed_gives_the_same_parameters_and_properties_are_views_of_them()
    {
        var model = Names();
        Assert.Equal(Names().Parameters.ToArray(), model.Parameters.ToArray());
        model.Parameters[10] = 123;
        Assert.Equal(123, model.W1[0, 0]);
        Assert.Throws<InvalidOperationException>(() => new Tied().EnergyPrimal(X, 1));
    }

    [Fact]
    public void A_pullback_throws_once_the_parameters_may_have_changed()
    {
        var model = Tie();
        model.EnergyWithPullback(X, 0.7, out var pullback);
        var gradient = new Tied.Gradient(model);
        pullback.Invoke(1, gradient, null, out _);
        model.Parameters[0] += 1;
        Assert.Throws<InvalidOperationException>(() => pullback.Invoke(1, gradient, null, out _));
        pullback.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pullback.Invoke(1, gradient, null, out _));
    }
}
