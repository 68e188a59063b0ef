using AutoDiffGen.Samples.Tests.Support;
using Makemore.Data;
using Makemore.Randomness;

namespace AutoDiffGen.Samples.Tests.Makemore;

public sealed class RandomTests
{
    /// <summary>The first and the 10000th output that the C++ standard asks of std::mt19937, [rand.predef].</summary>
    [Fact]
    public void TwisterOfOneSeed()
    {
        var twister = MersenneTwister.FromSeed(5489);
        uint last = twister.Next();
        Assert.Equal(3499211612u, last);
        for (int i = 1; i < 10000; i++)
        {
            last = twister.Next();
        }

        Assert.Equal(4123659995u, last);
    }

    /// <summary>The first lines of mt19937ar.out, which the authors publish beside their code.</summary>
    [Fact]
    public void TwisterOfAKey()
    {
        var twister = MersenneTwister.FromKey(0x123, 0x234, 0x345, 0x456);
        Assert.Equal([1067595299u, 955945823u, 477289528u, 4107218783u, 4228976476u], Enumerable.Range(0, 5).Select(_ => twister.Next()));
    }

    /// <summary>The second lecture's three probabilities: <c>p = torch.rand(3, generator=g); p / p.sum()</c>.</summary>
    [Fact]
    public void UniformsOfPyTorch()
    {
        var random = new TorchRandom(2147483647);
        float[] drawn = [random.NextSingle(), random.NextSingle(), random.NextSingle()];
        Assert.Equal([0.6064, 0.3033, 0.0903], drawn.Select(value => Math.Round(value / drawn.Sum(), 4)));
    }

    /// <summary>What libtorch 2.10 draws: the first of <c>randn(27, 10)</c> and the last of the five tensors, which ends in a block drawn anew.</summary>
    [Fact]
    public void NormalsOfPyTorch()
    {
        var random = new TorchRandom(2147483647);
        float[][] tensors = [.. new[] { 27 * 10, 30 * 200, 200, 200 * 27, 27 }.Select(length => new float[length])];
        foreach (float[] tensor in tensors)
        {
            random.FillNormal(tensor);
        }

        AssertNear([1.567362f, -0.23729232f, -0.027384605f, -1.1007794f], tensors[0][..4]);
        AssertNear([0.023704156f, 0.81017995f, -0.7985986f, -0.25132093f], tensors[4][^4..]);
        Assert.Equal([1680, 115963, 46562, 106512, 133208], Enumerable.Range(0, 5).Select(_ => random.NextInt(182625)));

        static void AssertNear(float[] expected, float[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void OnlyTheLower32BitsOfASeedCount() =>
        Assert.Equal(new TorchRandom(7).NextDouble(), new TorchRandom(7 + (5L << 32)).NextDouble());

    [Theory]
    [InlineData(16)]
    [InlineData(27)]
    [InlineData(32)]
    [InlineData(100_000)]
    public void NormalsAreNormal(int count)
    {
        float[] values = new float[count];
        new TorchRandom(1).FillNormal(values);
        Assert.All(values, value => Assert.InRange(value, -6.7f, 6.7f));
        if (count >= 100_000)
        {
            Assert.Equal(0, values.Average(), 0.01);
            Assert.Equal(1, values.Select(value => value * value).Average(), 0.02);
        }
    }

    /// <summary>The last 16 of a number that is no multiple of 16 are drawn anew, after all the others.</summary>
    [Fact]
    public void TheLastBlockOfNormalsIsDrawnAnew()
    {
        float[] odd = new float[20];
        new TorchRandom(3).FillNormal(odd);

        float[] whole = new float[16];
        var random = new TorchRandom(3);
        random.FillNormal(whole);
        Assert.Equal(whole[..4], odd[..4]);

        // The four that followed the first block are skipped.
        for (int i = 0; i < 4; i++)
        {
            random.NextSingle();
        }

        random.FillNormal(whole);
        Assert.Equal(whole, odd[4..]);
    }

    [Fact]
    public void FewerThan16NormalsAreRefused() =>
        Assert.Throws<ArgumentException>(() => new TorchRandom(1).FillNormal(new float[15]));

    [Fact]
    public void IntegersAreTheBitsModuloTheBound()
    {
        var random = new TorchRandom(5489);
        Assert.Equal((int)(3499211612u % 1000), random.NextInt(1000));
    }

    [Fact]
    public void AShuffleKeepsAllItems()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new PythonRandom(42).Shuffle<int>(items);
        Assert.NotEqual(Enumerable.Range(0, 1000), items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
    }

    /// <summary><c>x = list(range(10)); random.seed(42); random.shuffle(x)</c></summary>
    [Fact]
    public void AShuffleOfPython()
    {
        int[] items = [.. Enumerable.Range(0, 10)];
        new PythonRandom(42).Shuffle<int>(items);
        Assert.Equal([7, 3, 2, 8, 5, 6, 9, 4, 0, 1], items);
    }

    [NamesTxtFact]
    public void TheShuffleOfTheNotebooks() => Assert.Equal(
        ["yuheng", "diondre", "xavien", "jori", "juanluis", "erandi", "phia", "samatha"],
        DataSplit.Shuffle(NamesTxt.Words).Take(8));

    /// <summary>The five names that the second lecture samples from its counts, smoothed by one.</summary>
    [NamesTxtFact]
    public void TheSamplesOfTheBigrams()
    {
        double[,] counts = new double[27, 27];
        foreach (string word in NamesTxt.Words)
        {
            string framed = $".{word}.";
            for (int i = 1; i < framed.Length; i++)
            {
                counts[Token(framed[i - 1]), Token(framed[i])]++;
            }
        }

        var random = new TorchRandom(2147483647);
        string text = "";
        for (int words = 0, token = 0; words < 5; words += token == 0 ? 1 : 0)
        {
            double[] row = [.. Enumerable.Range(0, 27).Select(next => counts[token, next] + 1)];
            double drawn = random.NextDouble() * row.Sum();
            token = -1;
            for (double sum = 0; sum <= drawn;)
            {
                sum += row[++token];
            }

            text += token == 0 ? ". " : (char)('a' + token - 1);
        }

        Assert.Equal("mor. axx. minaymoryles. kondlaisah. anchshizarie. ", text);

        static int Token(char letter) => letter == '.' ? 0 : letter - 'a' + 1;
    }
}
