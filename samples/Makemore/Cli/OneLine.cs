namespace Makemore.Cli;

internal static class OneLine
{
    /// <summary>An exception's message without line breaks: what goes to standard error is one line.</summary>
    public static string Of(Exception exception) => Of(exception.Message);

    public static string Of(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
