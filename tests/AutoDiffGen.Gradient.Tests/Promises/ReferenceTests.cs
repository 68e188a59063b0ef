namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>A variable that is passed by reference and written is no other parameter, nor a part of one: checked before any work.</summary>
public class ReferenceTests
{
    private static void Refused(string name, string other, Action call)
    {
        var error = Assert.Throws<ArgumentException>(call);
        Assert.Equal((name, $"'{name}', which the method writes, overlaps '{other}': pass memory of its own. (Parameter '{name}')"), (error.ParamName, error.Message));
    }

    [Fact]
    public void One_variable_for_two_parameters()
    {
        double x = 3;
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenGradient(ref x, ref x, out _, out _));
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenPrimal(ref x, ref x));
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenWithPullback(ref x, ref x, out _));
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenHessianVectorProduct(ref x, ref x, 1, 1, out _, out _, out _, out _));
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenJacobian(ref x, ref x, default, default));
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenHessian(ref x, ref x, out _, out _, default));
        double t = 1, u = 1;
        Refused("x", "y", () => ReferencePrograms.OneIsWrittenPushforward(ref x, ref x, ref t, ref u, out _));
        Refused("x", "y", () => ReferencePrograms.OnlyReadGradient(ref x, in x, out _, out _));
        Refused("x", "y", () => ReferencePrograms.GivenOutPrimal(ref x, out x));
        Assert.Equal(3, x);
    }

    [Fact]
    public void Two_variables_side_by_side_are_two()
    {
        double[] both = [3, 2];
        Assert.Equal(8, ReferencePrograms.OneIsWrittenGradient(ref both[0], ref both[1], out double dX, out double dY));
        Assert.Equal((6, 2, 2, 4), (both[0], both[1], dX, dY));
        ReferencePrograms.GivenOutPrimal(ref both[0], out both[1]);
        Assert.Equal([72.0, 12], both);
    }

    [Fact]
    public void What_nobody_writes_may_be_one_variable()
    {
        double x = 3;
        Assert.Equal(9, ReferencePrograms.NoneIsWrittenGradient(ref x, in x, out double dX, out double dY));
        Assert.Equal((3, 3), (dX, dY));
    }

    [Fact]
    public void A_part_of_another_variable()
    {
        Place[] p = [new() { X = 1, Y = 2 }, new() { X = 3, Y = 4 }];
        Refused("y", "p", () => ReferencePrograms.APartGradient(ref p[0], ref p[0].Y, out _, out _));
        Refused("y", "p", () => ReferencePrograms.APartGradient(ref p[0], ref p[0].X, out _, out _));
        Assert.Equal(7, ReferencePrograms.APartGradient(ref p[0], ref p[1].X, out _, out _));
    }

    [Fact]
    public void A_field_of_an_object()
    {
        var tank = new Tank(2, 3);
        Refused("y", "tank", () => ReferencePrograms.OfAnObjectGradient(tank, ref tank.Level, out _, out _));
        Refused("y", "tank", () => ReferencePrograms.OfAnObjectGradient(tank, ref tank.At.Y, out _, out _));
        Refused("y", "tank", () => tank.ByItself());
        Refused("y", "tank", () => ReferencePrograms.OfAnObjectThatChangesGradient(tank, in tank.Level, out _, out _));
        double y = 5;
        Assert.Equal(30, ReferencePrograms.OfAnObjectGradient(tank, ref y, out _, out double dY));
        Assert.Equal(6, dY);
        var owner = new ReferencePrograms { Own = 3 };
        Refused("x", "this", () => owner.OfTheReceiverGradient(ref owner.Own, out _));
        Assert.Equal(60, owner.OfTheReceiverGradient(ref y, out _));
    }

    [Fact]
    public void An_element_of_an_array()
    {
        double[] a = [1, 2];
        Place[] s = [new() { X = 3 }];
        double[,] m = { { 4 } };
        double[][] r = [[5], [6]];
        void Check(string other, Func<double> call) => Refused("y", other, () => call());
        Check("a", () => ReferencePrograms.AnElementGradient(a, s, m, r, ref a[1], default, default, null, null, out _));
        Check("s", () => ReferencePrograms.AnElementGradient(a, s, m, r, ref s[0].Y, default, default, null, null, out _));
        Check("m", () => ReferencePrograms.AnElementGradient(a, s, m, r, ref m[0, 0], default, default, null, null, out _));
        Check("r", () => ReferencePrograms.AnElementGradient(a, s, m, r, ref r[1][0], default, default, null, null, out _));
        double y = 7;
        Assert.Equal(840, ReferencePrograms.AnElementGradient(a, s, m, r, ref y, default, default, null, null, out double dY));
        Assert.Equal(120, dY);
    }
}
