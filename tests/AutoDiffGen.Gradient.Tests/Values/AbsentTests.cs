namespace AutoDiffGen.Gradient.Tests.Values;

/// <summary>Where a nullable value holds nothing, no cotangent or tangent passes through it.</summary>
public class AbsentTests
{
    [Theory]
    [InlineData(2.0, 1)]
    [InlineData(null, 0)]
    public void A_number_that_is_handed_on(double? x, double there)
    {
        Assert.Equal(x, AbsentPrograms.SameWithPullback(x, out var pullback));
        pullback.Invoke(3, out double dX);
        Assert.Equal(3 * there, dX);
        AbsentPrograms.SamePushforward(x, 5, out double tangent);
        Assert.Equal(5 * there, tangent);
        Assert.Equal(-x, AbsentPrograms.NegativeWithPullback(x, out var negative));
        negative.Invoke(3, out dX);
        Assert.Equal(-3 * there, dX);
        AbsentPrograms.NegativePushforward(x, 5, out tangent);
        Assert.Equal(-5 * there, tangent);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Fields(bool number, bool pair)
    {
        var q = new AbsentPrograms.Optional { Number = number ? 2 : null, Pair = pair ? new AbsentPrograms.Pair { X = 3, Y = 4 } : null, Always = 5 };
        var cotangent = new AbsentPrograms.Optional.Gradient { Number = 10, Pair = new AbsentPrograms.Pair.Gradient { X = 20, Y = 30 }, Always = 40 };
        var expected = new AbsentPrograms.Optional.Gradient { Number = number ? 10 : 0, Pair = pair ? cotangent.Pair : default, Always = 80 };
        Assert.Equal(AbsentPrograms.Scaled(q, 2), AbsentPrograms.ScaledWithPullback(q, 2, out var pullback));
        pullback.Invoke(cotangent, out var dQ, out double dX);
        Assert.Equal(expected, dQ);
        Assert.Equal(200, dX);

        var written = q;
        AbsentPrograms.InPlaceWithPullback(ref written, 2, out var inPlace);
        Assert.Equal(AbsentPrograms.Scaled(q, 2), written);
        inPlace.Invoke(cotangent, out dQ, out dX);
        Assert.Equal(expected, dQ);
        Assert.Equal(200, dX);

        AbsentPrograms.ScaledPushforward(q, 2, cotangent, 0, out var tangent);
        Assert.Equal(expected, tangent);

        var outer = new AbsentPrograms.Outer { Inner = q };
        Assert.Equal(outer, AbsentPrograms.WholeWithPullback(outer, out var whole));
        whole.Invoke(new AbsentPrograms.Outer.Gradient { Inner = cotangent }, out var dOuter);
        Assert.Equal(expected with { Always = 40 }, dOuter.Inner);
        AbsentPrograms.WholeWithPullback(default, out var nothing);
        nothing.Invoke(new AbsentPrograms.Outer.Gradient { Inner = cotangent }, out dOuter);
        Assert.Equal(default, dOuter.Inner);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(null)]
    public void Objects(double? number)
    {
        var b = new AbsentPrograms.Holder { Number = number, Always = 5 };
        Assert.Equal(10, AbsentPrograms.OfAnObjectWithPullback(b, 2, out var pullback));
        Assert.Equal((number, 10), (b.Number, b.Always));
        pullback.Invoke(1, new AbsentPrograms.Holder.Gradient { Number = 7, Always = 3 }, out var dB, out double dX);
        Assert.Equal((number is null ? 0 : 7, 8, 20), (dB.Number, dB.Always, dX));

        // An object that is only read has no cotangent.
        AbsentPrograms.OfAnObjectThatIsReadWithPullback(b, 2, out var read);
        read.Invoke(3, out dB, out dX);
        Assert.Equal((number is null ? 0 : 3, 6, number is null ? 33 : 30), (dB.Number, dB.Always, dX));
    }
}
