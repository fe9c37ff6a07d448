namespace SquashDaemon.Jobs;

/// <summary>The options of an image are wrong; the message is safe to print.</summary>
internal sealed class SidecarException(string message) : Exception(message);
