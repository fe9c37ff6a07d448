namespace SquashDaemon.Spool;

/// <summary>
/// A file could not be flushed. What the disk holds of it is unknown, and a second flush would say that all is well:
/// the file is worth nothing and must be written anew.
/// </summary>
internal sealed class FlushException(string message, int errno) : IOException(message, errno);
