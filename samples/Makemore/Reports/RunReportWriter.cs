using System.Text.Json;
using Makemore.Data;

namespace Makemore.Reports;

/// <summary>Writes a report as JSON.</summary>
internal static class RunReportWriter
{
    public const string JsonOption = "--json";

    /// <exception cref="Cli.UserException">The file cannot be written.</exception>
    public static void Write(string path, RunReport report) => AtomicFile.Write(JsonOption, path, stream =>
    {
        JsonSerializer.Serialize(stream, report, ReportJson.Default.RunReport);
        stream.Write("\n"u8);
    });
}
