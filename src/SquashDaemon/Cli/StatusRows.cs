using System.Globalization;
using Squash.Text;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>The rows of <c>squashd status</c>: a state, a name, and why.</summary>
internal static class StatusRows
{
    /// <summary>Loaded images that are shown, unless all are.</summary>
    private const int MostLoaded = 5;

    /// <summary>What is in hand first, what needs nothing from anybody last.</summary>
    public static List<(string State, string Name, string Why)> Of(SpoolSurvey survey, bool isAll) =>
    [
        .. survey.Work.Select(job => Row(job, survey.Daemon)),
        .. survey.Inbox.Where(file => !IsInHand(file, survey.Daemon))
            .Select(file => (Word(file.State), file.Name.Shown, file.Reason)),
        .. survey.Failed.Select(image => ("failed", image.Folder.Shown, image.Error.Error)),
        .. (survey.Loads?.LastNotLoaded ?? []).Select(Row),
        .. survey.Unknown.Select(path => ("unknown", path, "it is not squashd's, and left as it is")),
        .. (survey.Loads?.LastLoaded ?? []).Take(isAll ? int.MaxValue : MostLoaded).Select(Row),
    ];

    /// <summary>A time as it is told.</summary>
    public static string When(DateTimeOffset? time) =>
        time is { } at ? string.Create(CultureInfo.InvariantCulture, $"at {at.ToLocalTime():yyyy-MM-dd HH:mm:ss}") : "soon";

    /// <summary>What the daemon has just taken stands under work already.</summary>
    private static bool IsInHand(WaitingFile file, RuntimeStatus? daemon) =>
        daemon?.Running.Any(job => job.Name == file.Name.Shown && job.Id.Length > 0) ?? false;

    private static (string, string, string) Row(JobRecord job, RuntimeStatus? daemon)
    {
        if (daemon?.Running.FirstOrDefault(running => running.Id == job.Id) is { } running)
            return ("running", job.Name.Shown, running.Text);
        var reason = job.Reason is null ? "" : $"{job.Reason}; ";
        var attempt = string.Create(CultureInfo.InvariantCulture, $"attempt {job.Attempts + 1} follows");
        return job.Phase switch
        {
            JobPhase.Deferred => ("deferred", job.Name.Shown, $"{reason}{attempt} {When(job.NextTry)}"),
            _ => (daemon is null ? "claimed" : Word(job.Phase), job.Name.Shown, daemon is null ? $"{reason}it goes on at the next start" : reason),
        };
    }

    private static (string, string, string) Row(LoadedArchive archive)
    {
        var images = Printable.Text(string.Join(", ", archive.Names.Count > 0 ? archive.Names : archive.ImageIds));
        return archive.Reason is { } reason
            ? ("not loaded", archive.Name.Shown, $"{When(archive.At)}: {reason}")
            : ("loaded", archive.Name.Shown, images.Length == 0 ? When(archive.At) : $"{When(archive.At)}: {images}");
    }

    private static string Word<T>(T state)
        where T : struct, Enum => state switch
        {
            WaitState.Ready => "queued",
            WaitState.NoMarker => "no marker",
            _ => state.ToString().ToLowerInvariant(),
        };
}
