using AutoDiffGen.Gradient.Tests.Programs.Language;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>What holds for objects that are parameters: checked first, changed as M changes them, no memory for it.</summary>
public class ObjectPromiseTests
{
    [Fact]
    public void One_object_may_be_two_parameters_that_are_only_read()
    {
        var body = new Body(0.4, 0.8);
        double value = ObjectParameters.OneIsRead(new Body(0.4, 0.8), body, 0.9);
        Assert.NotEqual(0, value);
        Reading.DifferenceGradient(body, body, out var da, out var db);
        Assert.Equal((0.8, -0.8), (da.Position, db.Position));
    }

    [Fact]
    public void One_object_is_not_two_parameters_of_which_one_is_changed()
    {
        var body = new Body(0.4, 0.8);
        var error = Assert.Throws<ArgumentException>(() => ObjectParameters.OneIsReadGradient(body, body, 0.9, out _, out _, out _));
        Assert.Equal(("a", "'a' is changed by the method and must not be the object that 'b' is. (Parameter 'a')"), (error.ParamName, error.Message));
        Assert.Throws<ArgumentException>(() => ObjectParameters.OneIsReadPrimal(body, body, 0.9));
        Assert.Throws<ArgumentException>(() => ObjectParameters.OneIsReadWithPullback(body, body, 0.9, out _));
        Assert.Equal((0.4, 0.8), (body.Position, body.Velocity));
    }

    [Fact]
    public void The_receiver_is_not_an_object_that_is_changed()
    {
        var coil = new Coil(0.7, 0.2);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => coil.LendGradient(coil, 0.5, out _, out _)).ParamName);
        var other = new Coil(0.7, 0.2);
        double value = coil.Lend(new Coil(0.7, 0.2), 0.5);
        Assert.Equal(value, coil.LendGradient(other, 0.5, out _, out _));
    }

    [Fact]
    public void Null_is_no_object() =>
        Assert.Equal("body", Assert.Throws<ArgumentNullException>(() => ObjectParameters.OnlyReadGradient(null!, 1, out _, out _)).ParamName);

    [Fact]
    public void An_object_changes_as_the_method_changes_it()
    {
        var (own, ours) = (new Body(0.4, 0.8), new Body(0.4, 0.8));
        double value = ObjectParameters.SteppedInALoop(own, 0.05);
        Assert.Equal(value, ObjectParameters.SteppedInALoopGradient(ours, 0.05, out _, out _));
        Assert.Equal((own.Position, own.Velocity, own.Mass, own.Steps), (ours.Position, ours.Velocity, ours.Mass, ours.Steps));
    }

    [Fact]
    public void A_pullback_reads_nothing_again()
    {
        var body = new Body(0.4, 0.8);
        ObjectParameters.OnlyReadWithPullback(body, 0.6, out var pullback);
        using (pullback)
        {
            pullback.Invoke(1, out var before, out double dx);
            body.Position = 17;
            pullback.Invoke(1, out var after, out double again);
            Assert.Equal((before.Position, before.Velocity, dx), (after.Position, after.Velocity, again));
        }
    }

    [Fact]
    public void No_memory_is_allocated()
    {
        var body = new Body(0.4, 0.8);
        for (int i = 0; i < 20; i++)
        {
            ObjectParameters.SteppedInALoopGradient(body, 0.01, out _, out _);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        ObjectParameters.SteppedInALoopGradient(body, 0.01, out _, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

/// <summary>Two objects that are only read.</summary>
public static partial class Reading
{
    [Differentiable]
    public static double Difference(Body a, Body b) => a.Position * a.Position - b.Position * b.Position;
}
