namespace AutoDiffGen.Samples.Tests.Support;

/// <summary>The course's own data set, which lies beside the repository and not in it.</summary>
internal static class NamesTxt
{
    /// <summary>Where it lies; null where it does not.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Its words.</summary>
    public static string[] Words => File.ReadAllLines(Path!);

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AutoDiffGen.sln")))
            {
                string file = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, "..", "shared", "data", "names.txt"));
                return File.Exists(file) ? file : null;
            }
        }

        return null;
    }
}

/// <summary>A test that needs names.txt, skipped where there is none.</summary>
internal sealed class NamesTxtFactAttribute : FactAttribute
{
    public NamesTxtFactAttribute()
    {
        if (NamesTxt.Path is null)
        {
            Skip = "There is no ../shared/data/names.txt beside the repository.";
        }
    }
}
