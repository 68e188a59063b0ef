using AutoDiffGen.Samples.Tests.Support;

namespace AutoDiffGen.Samples.Tests.Makemore;

/// <summary>What the program refuses, in one line, leaving everything as it was; and its help.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--steps: a whole number from 1 to 2147483647 was expected, not '0'", "--steps", "0")]
    [InlineData("not '-5'", "--steps", "-5")]
    [InlineData("not '1.5'", "--steps", "1.5")]
    [InlineData("not 'many'", "--steps", "many")]
    [InlineData("not '99999999999'", "--steps", "99999999999")]
    [InlineData("'--steps'", "--steps")]
    [InlineData("'--steps'", "--steps", "1", "--steps", "2")]
    [InlineData("--batch-size: a whole number from 1 to 65536 was expected, not '0'", "--batch-size", "0")]
    [InlineData("not '65537'", "--batch-size", "65537")]
    [InlineData("--lr: a positive number was expected, not '0'", "--lr", "0")]
    [InlineData("not '-1'", "--lr", "-1")]
    [InlineData("not 'NaN'", "--lr", "NaN")]
    [InlineData("not 'Infinity'", "--lr", "Infinity")]
    [InlineData("not '1e99'", "--lr", "1e99")]
    [InlineData("--seed: a whole number from 0 to 2147483647 was expected, not '-1'", "--seed", "-1")]
    [InlineData("--threads: a whole number from 1 to 1024 was expected, not '0'", "--threads", "0")]
    [InlineData("--data: the name of a file was expected", "--data", "")]
    [InlineData("--json: the name of a file was expected", "--json", " ")]
    [InlineData("'--stesp'", "--stesp", "10")]
    [InlineData("'bigram'", "bigram")]
    [InlineData("'bigram' is no model that can be trained; 'mlp' was expected", "train", "bigram")]
    [InlineData("'--steps' stands before 'sample'", "--steps", "10", "sample")]
    [InlineData("--count: a whole number from 1 to 1000000 was expected, not '0'", "sample", "--count", "0")]
    [InlineData("--load FILE was expected; 'makemore train --save FILE' writes one", "sample")]
    [InlineData("'--steps'", "sample", "--steps", "10")]
    [InlineData("there is no file 'no-such-file'", "--data", "no-such-file")]
    [InlineData("there is no file 'no-such-file'", "sample", "--load", "no-such-file")]
    [InlineData("there is no folder for 'no-such-folder/a.json'", "--json", "no-such-folder/a.json")]
    [InlineData("there is no folder for 'no-such-folder/a'", "--save", "no-such-folder/a")]
    public void Refused(string message, params string[] arguments) =>
        Assert.Contains(message, Cli.RefusalOf(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("is empty; one word a line was expected", "")]
    [InlineData("is empty; one word a line was expected", " \n\r\n\t\n")]
    [InlineData("has only one word; at least six, one a line, were expected", "anna\n")]
    [InlineData("has only 3 words", "anna\nbob\ncy\n")]
    [InlineData("is not text: line 1 has the control character U+0000", "\0\0\0")]
    public void RefusedDataLeavesNothingBehind(string message, string text)
    {
        string data = _folder.Write("data.txt", text);
        string json = _folder.Write("old.json", "old");
        string refusal = Cli.RefusalOf("train", "--data", data, "--json", json, "--save", _folder.PathOf("new.safetensors"));
        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.Contains(data, refusal, StringComparison.Ordinal);
        Assert.Equal(["data.txt", "old.json"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(json));
    }

    [Fact]
    public void AReplayNeedsEnoughLetters()
    {
        string data = _folder.Write("data.txt", "abcdefghijklmn\na\nb\nc\nd\ne\n");
        Assert.Contains("--replay: the data has only 14 different letters; at least 15 were expected", Cli.RefusalOf("--replay", "--data", data), StringComparison.Ordinal);
        File.AppendAllText(data, "o\n");
        Assert.Equal(0, Cli.Run("--replay", "--data", data, "--steps", "2").ExitCode);
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        Assert.Contains("is a folder; a file was expected", Cli.RefusalOf("--data", _folder.Folder), StringComparison.Ordinal);
        Assert.Contains("is a folder; a file was expected", Cli.RefusalOf("sample", "--load", _folder.Folder), StringComparison.Ordinal);
        Assert.Contains("is a folder; the name of a file was expected", Cli.RefusalOf("--json", _folder.Folder), StringComparison.Ordinal);
        Assert.Contains("is a folder; the name of a file was expected", Cli.RefusalOf("--save", _folder.PathOf("new") + "/"), StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData(new[] { "--help" }, "--data", "--steps", "--batch-size", "--lr", "--seed", "--threads", "--replay", "--save", "--json", "train", "sample")]
    [InlineData(new[] { "train", "--help" }, "mlp", "--data", "--replay", "--json")]
    [InlineData(new[] { "sample", "-h" }, "--load", "--count", "--seed")]
    public void Help(string[] arguments, params string[] words)
    {
        CliResult result = Cli.Run(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(words, word => Assert.Contains(word, result.Output, StringComparison.Ordinal));
    }
}
