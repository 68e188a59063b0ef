using Makemore.Cli;

namespace Makemore.Data;

/// <summary>Reads a file that the user named, with one clear line when it cannot be read.</summary>
internal static class FileContent
{
    /// <param name="option">The option that named it, for errors.</param>
    /// <param name="path">The file; a pipe will do.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="UserException">It cannot be read, or is longer.</exception>
    public static byte[] Read(string option, string path, int limit)
    {
        if (Directory.Exists(path))
        {
            throw new UserException($"{option}: '{path}' is a folder; a file was expected.");
        }

        try
        {
            // Read as a stream and bounded on the way: a pipe or a device does not say how long it is.
            using FileStream file = File.OpenRead(path);
            using var content = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                {
                    throw new UserException($"{option}: '{path}' is too long; at most {limit >> 20} MiB are read.");
                }
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"{option}: there is no file '{path}'.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserException($"{option}: '{path}' cannot be read: {OneLine.Of(exception)}");
        }
    }
}
