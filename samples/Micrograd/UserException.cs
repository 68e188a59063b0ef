namespace Micrograd;

/// <summary>Something that the user can mend; its message is the one line that is printed.</summary>
/// <param name="message">What was wrong, what was expected, where.</param>
internal sealed class UserException(string message) : Exception(message);
