namespace SquashDaemon.Cli;

/// <summary>What the process tells its caller (sysexits.h, and a shell's 128 + SIGINT).</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A drained image failed, or a verification found a difference.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>The image is refused.</summary>
    public const int Refused = 65;

    /// <summary>The disk failed.</summary>
    public const int InputOutput = 74;

    /// <summary>It may work later: no space, or another process is at it.</summary>
    public const int Temporary = 75;

    /// <summary>No permission.</summary>
    public const int Permission = 77;

    /// <summary>Wrong configuration.</summary>
    public const int Configuration = 78;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;
}
