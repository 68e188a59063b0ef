namespace Makemore.Training;

/// <summary>Training came to nothing; the message says at which step and what may help.</summary>
internal sealed class TrainingFailedException(string message) : Exception(message);
