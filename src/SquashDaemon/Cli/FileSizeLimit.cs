using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>The largest size that a file of this process may have (<c>ulimit -f</c>).</summary>
internal static class FileSizeLimit
{
    /// <summary>Lets a write beyond it fail as any other, with its sentence, instead of killing us.</summary>
    public static void MakeAnError() => LibC.Signal(LibC.SignalFileSize, LibC.Ignore);
}
