using Squash.Text;
using SquashDaemon.Configuration;

namespace SquashDaemon.Checks;

/// <summary>What the kernel's settings and our own rights mean for the spool.</summary>
internal sealed class ProcessChecks(DaemonSettings settings)
{
    private const string HardLinks = "/proc/sys/fs/protected_hardlinks";
    private const string Status = "/proc/self/status";
    private const int OthersWrite = 0x12;
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Looks at all of it.</summary>
    public IEnumerable<Finding> Find() =>
    [
        HardLinkProtection(), Umask(),
        .. Hook("on_done", settings.Hooks.OnDone), .. Hook("on_failed", settings.Hooks.OnFailed),
    ];

    private static Finding HardLinkProtection() => Read(HardLinks) is "0"
        ? Finding.Warning(
            "fs.protected_hardlinks",
            "users can link files into the inbox that are not theirs; squashd takes none of those",
            "switch it on: sysctl fs.protected_hardlinks=1")
        : Finding.Fine("fs.protected_hardlinks", "users cannot link others' files into the inbox");

    private static Finding Umask()
    {
        var line = Read(Status)?.Split('\n').FirstOrDefault(line => line.StartsWith("Umask:", StringComparison.Ordinal));
        if (line is null)
            return Finding.Fine("umask", "unknown");
        var text = line["Umask:".Length..].Trim();
        return (Convert.ToInt32(text, 8) & OthersWrite) == OthersWrite
            ? Finding.Fine("umask", $"{text}: others cannot write to what squashd makes")
            : Finding.Warning(
                "umask", $"{text}: others may write to logs and reports",
                "set UMask=0077 in the unit, or umask 077 before the start");
    }

    private static IEnumerable<Finding> Hook(string name, string? program)
    {
        if (program is null)
            yield break;
        var subject = $"[hooks] {name}";
        var shown = Printable.Text(program);
        if (!File.Exists(program))
            yield return new Finding(
                FindingKind.Fault, subject, $"{shown} does not exist", "correct the path, or leave it empty");
        else if ((File.GetUnixFileMode(program) & Executable) == 0)
            yield return new Finding(FindingKind.Fault, subject, $"{shown} is no program", $"run: chmod +x {shown}");
        else
            yield return Finding.Fine(subject, $"{shown} can be run");
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
