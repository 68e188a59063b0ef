using Makemore.Cli;

namespace Makemore.Data;

/// <summary>
/// Writes a file whole or not at all: under a temporary name beside it, renamed at the end. What is no ordinary file
/// (<c>/dev/stdout</c>) is written to as it stands.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Finds out, before the work whose result it is for, whether the file can be written; leaves nothing behind.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    public static void Probe(string option, string path)
    {
        Guard(option, path, () =>
        {
            string target = Target(path);
            if (Directory.Exists(target) || target.EndsWith(Path.DirectorySeparatorChar))
            {
                throw new UserException($"{option}: '{path}' is a folder; the name of a file was expected.");
            }

            if (!Directory.Exists(Path.GetDirectoryName(target)))
            {
                throw new UserException($"{option}: there is no folder for '{path}'; it is not created here.");
            }

            if (!IsDevice(target))
            {
                string temporary = TemporaryName(target);
                File.Create(temporary).Dispose();
                File.Delete(temporary);
            }
        });
    }

    /// <exception cref="UserException">It cannot be written; what was there before is as it was.</exception>
    public static void Write(string option, string path, Action<Stream> write)
    {
        Guard(option, path, () =>
        {
            string target = Target(path);
            if (IsDevice(target))
            {
                using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
                write(device);
                return;
            }

            string temporary = TemporaryName(target);
            try
            {
                using (FileStream file = File.Create(temporary))
                {
                    write(file);
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, target, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        });
    }

    /// <summary>Through a link to the file behind it, so that the link itself is not replaced.</summary>
    private static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        return IsDevice(full) || !File.Exists(full) ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static string TemporaryName(string target) => $"{target}.{Environment.ProcessId}.{Path.GetRandomFileName()}.tmp";

    private static void Guard(string option, string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserException($"{option}: '{path}' cannot be written: {OneLine.Of(exception)}");
        }
    }
}
