namespace AutoDiffGen.Gradient.Tests.Values;

public class ValueTests
{
    [Theory]
    [InlineData(0.8, 0.5)]
    [InlineData(0.8, 0.9)]
    [InlineData(0.8, null)]
    [InlineData(1.4, null)]
    public void A_nullable_parameter_has_the_adjoint_of_what_it_holds(double x, double? bound)
    {
        double value = ValuePrograms.BoundedGradient(x, bound, out double dX, out double dBound);
        Assert.Equal(ValuePrograms.Bounded(x, bound), value);
        Assert.Equal(Slope(h => ValuePrograms.Bounded(x + h, bound)), dX, 1e-6);
        Assert.Equal(bound is { } b ? Slope(h => ValuePrograms.Bounded(x, b + h)) : 0, dBound, 1e-6);
        ValuePrograms.BoundedWithPullback(x, bound, out var pullback);
        pullback.Invoke(2, out double twiceX, out double twiceBound);
        Assert.Equal((2 * dX, 2 * dBound), (twiceX, twiceBound));
        ValuePrograms.BoundedPushforward(x, bound, 3, 5, out double tangent);
        Assert.Equal((3 * dX) + (5 * dBound), tangent, 1e-12);
    }

    [Fact]
    public void Members_of_an_object_that_may_be_null()
    {
        foreach (var options in new[] { null, new ValuePrograms.Options(), new ValuePrograms.Options { Limit = 1.2, Rounds = 1, Next = new() { Rounds = 4 } } })
        {
            Assert.Equal(ValuePrograms.WithOptions(0.7, options), ValuePrograms.WithOptionsGradient(0.7, options, out double dX));
            Assert.Equal(Slope(h => ValuePrograms.WithOptions(0.7 + h, options)), dX, 1e-6);
        }
    }

    [Theory]
    [InlineData(ValuePrograms.Kind.Plain, "aba")]
    [InlineData(ValuePrograms.Kind.Squared, "")]
    [InlineData(ValuePrograms.Kind.Cubed, "ba")]
    public void Enums_and_texts_decide(ValuePrograms.Kind kind, string steps)
    {
        Assert.Equal(ValuePrograms.OfAKind(0.7, kind, steps), ValuePrograms.OfAKindGradient(0.7, kind, steps, out double dX), 1e-12);
        Assert.Equal(Slope(h => ValuePrograms.OfAKind(0.7 + h, kind, steps)), dX, 1e-6);
    }

    [Fact]
    public void Indices_and_ranges_are_parameters()
    {
        double[] a = [1, 2, 3, 4], d = new double[4];
        Assert.Equal(2 + 4 + 9, ValuePrograms.AtGradient(a, ^3, 1..^1, d));
        Assert.Equal([0, 1 + 4, 6, 0], d);
        ValuePrograms.AtGradient(a, 0, .., d);
        Assert.Equal([1 + 2, 4, 6, 8], d);
    }

    [Fact]
    public void Private_fields_of_parameters_are_read_and_written()
    {
        static ValuePrograms.Guarded[] All() => [new(1, 2), new(3, 0.5)];
        var (p, q) = (new ValuePrograms.Guarded(2, 3), new ValuePrograms.Guarded(0.5, 0.7));
        var d = new ValuePrograms.Guarded.Gradient[2];
        double value = ValuePrograms.PrivateFieldsGradient(p, q, All(), 1.5, out _, out _, d, out double dX);
        Assert.Equal(ValuePrograms.PrivateFields(p, q, All(), 1.5), value, 1e-12);
        Assert.Equal(Slope(h => ValuePrograms.PrivateFields(p, q, All(), 1.5 + h)), dX, 1e-6);
        Assert.Equal(Slope(h => ValuePrograms.PrivateFields(p, q, [new(1, 2), new(3 + h, 0.5)], 1.5)), d[1]._value, 1e-6);
    }

    [Fact]
    public void Parameters_may_be_called_as_types_are()
    {
        double[] guard = [1, 2], d = new double[2];
        Assert.Equal(ValuePrograms.NamedAsTypes(0.7, guard), ValuePrograms.NamedAsTypesGradient(0.7, guard, out double dMath, d), 1e-12);
        Assert.Equal(3 * Math.Cos(0.7), dMath, 1e-12);
        Assert.Equal(Math.Sin(0.7), d[1], 1e-12);
    }

    [Fact]
    public void Components_and_functions_of_vectors()
    {
        Assert.Equal(ValuePrograms.Components(0.7f, 1.2f), ValuePrograms.ComponentsGradient(0.7f, 1.2f, out float dX, out float dY), 1e-4);
        Assert.Equal(Slope(h => ValuePrograms.Components((float)(0.7 + h), 1.2f), 1e-2), dX, 0.02);
        Assert.Equal(Slope(h => ValuePrograms.Components(0.7f, (float)(1.2 + h)), 1e-2), dY, 0.02);
        Assert.Equal(ValuePrograms.Functions(0.7f, 1.2f), ValuePrograms.FunctionsGradient(0.7f, 1.2f, out dX, out dY), 1e-4);
        Assert.Equal(Slope(h => ValuePrograms.Functions((float)(0.7 + h), 1.2f), 1e-2), dX, 0.02);
        Assert.Equal(Slope(h => ValuePrograms.Functions(0.7f, (float)(1.2 + h)), 1e-2), dY, 0.02);
        float[] a = [0.3f, 0.7f, 1.1f, 0.4f], d = new float[4];
        Assert.Equal(ValuePrograms.OfSpans(a), ValuePrograms.OfSpansGradient(a, d), 1e-5);
        Assert.All(new[] { 1.1, 1.1 * 0.4, (0.7 * 0.4) + 0.3, 0.7 * 1.1 }.Zip(d), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Fact]
    public void A_struct_on_the_stack_is_taken_apart()
    {
        double[] a = [1, 2, 3], d = new double[3];
        Assert.Equal(13 * 4, ValuePrograms.OnTheStackGradient(a, 2, d, out double dX), 1e-12);
        Assert.Equal([0, 16, 24], d);
        Assert.Equal(13 * 4, dX, 1e-12);
    }

    private static double Slope(Func<double, double> f, double h = 1e-4) => (f(-2 * h) - (8 * f(-h)) + (8 * f(h)) - f(2 * h)) / (12 * h);
}
