namespace AutoDiffGen.Generator.Tests.Support;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("snapshot").FullName;

    private string Verified => Path.Combine(_directory, "T.M#A.AutoDiff.g.verified.cs");

    private string Received => Path.Combine(_directory, "T.M#A.AutoDiff.g.received.cs");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_missing_verified_file_is_a_failure_that_writes_the_received_one()
    {
        Assert.Contains("there is no verified file", Compare("a\n"), StringComparison.Ordinal);
        Assert.Equal("a\n", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void A_mismatch_shows_the_first_lines_that_differ_and_leaves_the_verified_file_alone()
    {
        File.WriteAllText(Verified, "one\ntwo\nthree\n");
        string? problem = Compare("one\n2\nthree\n");
        Assert.Contains("differs from line 2 on\n  verified:\n    two\n    three", problem, StringComparison.Ordinal);
        Assert.Contains("received:\n    2\n    three", problem, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(Verified));
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(Received));
    }

    [Fact]
    public void A_match_removes_an_old_received_file_and_does_not_mind_line_endings()
    {
        File.WriteAllText(Verified, "one\r\ntwo\r\n");
        File.WriteAllText(Received, "old");
        Assert.Null(Compare("one\ntwo\n"));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_verified_file_that_nothing_generates_is_a_failure()
    {
        File.WriteAllText(Verified, "one");
        Assert.Contains("nothing of that name is generated", Snapshot.Compare(_directory, "T.M", new Dictionary<string, string>()), StringComparison.Ordinal);
    }

    private string? Compare(string text) => Snapshot.Compare(_directory, "T.M", new Dictionary<string, string> { ["A.AutoDiff.g.cs"] = text });
}
