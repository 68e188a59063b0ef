using AutoDiffGen.Models;

namespace AutoDiffGen.Runtime.Tests.Models;

public class FingerprintTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(21)]
    public void Every_bit_of_every_element_counts(int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i))];
        var seen = new HashSet<ulong> { Fingerprint.Of<float>(values) };
        for (int i = 0; i < length; i++)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                float[] other = [.. values];
                other[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(other[i]) ^ (1 << bit));
                Assert.True(seen.Add(Fingerprint.Of<float>(other)));
            }
        }

        Assert.Equal(Fingerprint.Of<float>([.. values]), Fingerprint.Of<float>(values));
    }

    [Fact]
    public void Signs_of_many_elements_do_not_cancel()
    {
        double[] values = [.. Enumerable.Range(0, 16).Select(i => Math.Cos(i))];
        var seen = new HashSet<ulong>();
        for (int signs = 0; signs < 1 << 16; signs++)
        {
            Assert.True(seen.Add(Fingerprint.Of<double>([.. values.Select((v, i) => (signs >> i & 1) == 0 ? v : -v)])));
        }
    }
}
