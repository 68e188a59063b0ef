using AutoDiffGen.Samples.Tests.Support;
using Makemore.Cli;
using Makemore.Data;

namespace AutoDiffGen.Samples.Tests.Makemore;

public sealed class DataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("anna\nbob\n", new[] { "anna", "bob" })]
    [InlineData("anna\nbob", new[] { "anna", "bob" })]
    [InlineData("anna\r\nbob\r\n", new[] { "anna", "bob" })]
    [InlineData("anna\rbob\r", new[] { "anna", "bob" })]
    [InlineData("\uFEFFanna\nbob\n", new[] { "anna", "bob" })]
    [InlineData("\n  anna\t\n\n \nbob\n\n", new[] { "anna", "bob" })]
    [InlineData("bob\nanna\nbob\n", new[] { "bob", "anna", "bob" })]
    [InlineData("New York\nSt. Ives\nÅse\n日本\n", new[] { "New York", "St. Ives", "Åse", "日本" })]
    public void WordsOfAText(string text, string[] words) => Assert.Equal(words, WordList.Load(_folder.Write("words.txt", text)).Words);

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0x62, 0xFF }, "line 2 has the byte 0xFF, which is not UTF-8")]
    [InlineData(new byte[] { 0x61, 0x0A, 0x0A, 0xC3 }, "line 3 has the byte 0xC3, which is not UTF-8")]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 }, "line 1 has the control character U+0000")]
    [InlineData(new byte[] { 0x61, 0x1B, 0x5B, 0x32, 0x4A }, "line 1 has the control character U+001B")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "line 1 has the byte 0xFF, which is not UTF-8")]
    public void WhatIsNoTextIsRefused(byte[] bytes, string message)
    {
        var exception = Assert.Throws<UserException>(() => WordList.Load(_folder.Write("words.txt", bytes)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBuiltInNames()
    {
        WordList list = WordList.BuiltIn();
        Assert.Equal(32257, list.Words.Count);
        Assert.Equal("abcdefghijklmnopqrstuvwxyz", Vocabulary.Of(list.Words).Letters);
    }

    [Fact]
    public void TokensFollowTheCodePoints()
    {
        var vocabulary = Vocabulary.Of(["b.a", "Aé", "😀a"]);
        Assert.Equal(".Aabé😀", vocabulary.Letters);
        Assert.Equal(7, vocabulary.Count);
        Assert.Equal([4, 1, 3], vocabulary.Encode("b.a"));
        Assert.Equal([6, 3], vocabulary.Encode("😀a"));
        Assert.Equal("😀", vocabulary.Letter(6).ToString());
    }

    [Theory]
    [InlineData("ba")]
    [InlineData("aa")]
    [InlineData("a\u001B")]
    public void LettersOutOfOrderAreNoVocabulary(string letters) => Assert.Throws<FormatException>(() => Vocabulary.Parse(letters));

    [Fact]
    public void TheExamplesOfAWord()
    {
        var examples = ExampleSet.Build(["ab"], Vocabulary.Of(["ab"]), context: 3);
        int[] contexts = new int[9], targets = new int[3];
        examples.CopyTo(0, contexts, targets);
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 1, 2], contexts);
        Assert.Equal([1, 2, 0], targets);
    }

    [Fact]
    public void SixWordsCanBeSplitAndFiveCannot()
    {
        WordList six = new("six", ["a", "b", "c", "d", "e", "f"]);
        DataSplit split = DataSplit.Of(six, Vocabulary.Of(six.Words), context: 3);
        Assert.Equal((4, 1, 1), (split.Train.Words, split.Dev.Words, split.Test.Words));
        WordList five = new("five", [.. six.Words.Take(5)]);
        Assert.Throws<UserException>(() => DataSplit.Of(five, Vocabulary.Of(five.Words), context: 3));
    }

    [Fact]
    public void AVeryLongLineIsAWord()
    {
        WordList list = WordList.Load(_folder.Write("words.txt", new string('a', 1 << 20) + "\nb\nc\nd\ne\nf\n"));
        DataSplit split = DataSplit.Of(list, Vocabulary.Of(list.Words), context: 3);
        Assert.Equal((1 << 20) + 6 + 5, split.Train.Count + split.Dev.Count + split.Test.Count);
    }

    [NamesTxtFact]
    public void TheSplitOfTheNotebooks()
    {
        WordList list = WordList.Load(NamesTxt.Path!);
        Assert.Equal(32033, list.Words.Count);
        DataSplit split = DataSplit.Of(list, Vocabulary.Of(list.Words), context: 3);
        Assert.Equal((25626, 3203, 3204), (split.Train.Words, split.Dev.Words, split.Test.Words));
        Assert.Equal((182625, 22655, 22866), (split.Train.Count, split.Dev.Count, split.Test.Count));
    }
}
