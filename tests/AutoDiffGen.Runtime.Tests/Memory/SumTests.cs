using AutoDiffGen.Memory;

namespace AutoDiffGen.Runtime.Tests.Memory;

public class SumTests
{
    [Fact]
    public void A_scaled_sum_adds_to_the_elements_that_are_meant_and_to_no_others()
    {
        for (int count = 0; count < 40; count++)
        {
            double[] source = [.. Enumerable.Range(0, 50).Select(i => (double)(i * i))], destination = [.. Enumerable.Range(0, 60).Select(i => 0.5 * i)];
            Shadow.AddScaled(0.25, source, 3, destination, 7, count);
            for (int i = 0; i < destination.Length; i++)
            {
                double added = i >= 7 && i < 7 + count ? 0.25 * source[i - 4] : 0;
                Assert.Equal((0.5 * i) + added, destination[i]);
            }
        }
    }

    [Fact]
    public void A_scaled_sum_of_single_precision_rounds_each_product_and_each_sum()
    {
        float[] source = [.. Enumerable.Range(0, 35).Select(i => 1f / (i + 1))], destination = [.. Enumerable.Range(0, 35).Select(i => 1f / (i + 3))], expected = [.. destination];
        Shadow.AddScaled(0.3f, source, 0, destination, 0, 35);
        for (int i = 0; i < 35; i++)
        {
            expected[i] += 0.3f * source[i];
        }

        Assert.Equal(expected, destination);
    }

    [Fact]
    public void Without_elements_nothing_is_looked_at()
    {
        Shadow.AddScaled(1.0, [], 5, [], -3, 0);
        Shadow.AddScaled(1.0, [], 5, [], -3, -2);
    }

    [Theory]
    [InlineData(8, 0, 3)]
    [InlineData(0, 8, 3)]
    [InlineData(-1, 0, 3)]
    public void Beyond_an_end_is_an_exception_and_nothing_is_added(int sourceStart, int destinationStart, int count)
    {
        double[] source = new double[10], destination = new double[10];
        Array.Fill(source, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Shadow.AddScaled(1.0, source, sourceStart, destination, destinationStart, count));
        Assert.All(destination, d => Assert.Equal(0, d));
    }

    [Fact]
    public void Zeros_are_zero_whatever_was_there_before()
    {
        for (int round = 0; round < 3; round++)
        {
            Span<double> memory = Workspace.Zeros(17, out Lease<double> lease);
            Assert.Equal(17, memory.Length);
            Assert.Equal(new double[17], memory.ToArray());
            Assert.True(lease.Span == memory);
            memory.Fill(3);
            lease.Dispose();
        }

        Assert.True(Workspace.Zeros(0, out Lease<double> none).IsEmpty);
        none.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => Workspace.Zeros<double>(-1, out _));
    }
}
