using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// What an engine made of the flat archives in an outbox, as squashd-load tells by the names that it gives to their
/// reports. There may be thousands: all are counted, and the last of them told.
/// </summary>
/// <param name="Loaded">How many are loaded.</param>
/// <param name="NotLoaded">How many could not be.</param>
/// <param name="Untried">How many reports have their first name: these wait, or nobody loads here.</param>
/// <param name="LastLoaded">Of the loaded ones the last, newest first.</param>
/// <param name="LastNotLoaded">Of those that could not be loaded the last, newest first.</param>
internal sealed record LoadSurvey(
    int Loaded, int NotLoaded, int Untried, IReadOnlyList<LoadedArchive> LastLoaded, IReadOnlyList<LoadedArchive> LastNotLoaded)
{
    /// <summary>How many of each kind are told.</summary>
    public const int MostTold = 20;

    private const string Archive = ".tar";
    private const string LoadedReport = ".loaded.json";
    private const string NotLoadedReport = ".notloaded.json";
    private const string Reason = ".notloaded.txt";

    /// <summary>Looks; null if the outbox cannot be read, since the rest of the spool is worth telling without it.</summary>
    public static LoadSurvey? Of(string outbox)
    {
        try
        {
            var names = DirectoryListing.Names(outbox).Where(name => !name.StartsWith('.')).ToList();
            var (loaded, notLoaded) = (Marked(outbox, names, LoadedReport), Marked(outbox, names, NotLoadedReport));
            return new LoadSurvey(
                loaded.Count, notLoaded.Count, names.Count(name => name.EndsWith(Outbox.ReportOf(Archive), StringComparison.Ordinal)),
                [.. Newest(loaded).Select(mark => LoadedArchive.Read(
                    Path.Combine(outbox, mark.Name + LoadedReport), new SpoolName(mark.Name), mark.At))],
                [.. Newest(notLoaded).Select(mark => LoadedArchive.ReadRefusal(
                    Path.Combine(outbox, mark.Name + Reason), new SpoolName(mark.Name), mark.At))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Name, DateTimeOffset At)> Newest(List<(string Name, DateTimeOffset At)> marks) =>
        marks.OrderByDescending(mark => mark.At).ThenBy(mark => mark.Name, StringComparer.Ordinal).Take(MostTold);

    /// <summary>The names of archives whose report has a suffix, and when it was given that: a rename counts as a change.</summary>
    private static List<(string Name, DateTimeOffset At)> Marked(string outbox, List<string> names, string suffix) =>
    [
        .. from name in names
           where name.EndsWith(Archive + suffix, StringComparison.Ordinal)
           let report = FileIdentity.Of(Path.Combine(outbox, name), follow: false)
           where report is { IsRegular: true }
           select (name[..^suffix.Length], report.Value.ChangedAt),
    ];
}
