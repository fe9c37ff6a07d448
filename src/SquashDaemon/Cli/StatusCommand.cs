using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd status</c>: the queue, the job in hand, and why each file waits.</summary>
internal static class StatusCommand
{
    private const int MostRows = 30;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("status", "Show the queue, the job in hand, and why each file waits");
        ConfigurationOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        return Failure.Guard(new Report(verbosity), "the spool", _ =>
        {
            var settings = ConfigurationOptions.Load(ConfigurationOptions.Loader(parsed, isVerbose: false)).Settings;
            var survey = SpoolSurvey.Of(settings.Spool);
            if (verbosity.IsJson)
                Console.Out.WriteLine(JsonSerializer.Serialize(survey, CliJson.Default.SpoolSurvey));
            else
                Print(survey, verbosity.IsVerbose ? int.MaxValue : MostRows);
            return ExitCode.Done;
        });
    }

    private static void Print(SpoolSurvey survey, int most)
    {
        Console.Out.WriteLine(survey.ProcessId is null
            ? "squashd does not run"
            : $"squashd runs (process {survey.ProcessId}): {survey.Daemon?.Text ?? "it has not told what it does"}");
        if (survey.Daemon?.Held is { } held)
            Console.Out.WriteLine($"held: {held}; tried again {When(survey.Daemon.HeldUntil)}");
        List<(string State, string Name, string Why)> rows =
        [
            .. survey.Work.Select(job => Row(job, survey.Daemon)),
            .. survey.Inbox.Where(file => !IsInHand(file, survey.Daemon))
                .Select(file => (Word(file.State), file.Name.Shown, file.Reason)),
            .. survey.Failed.Select(image => ("failed", image.Folder.Shown, image.Error.Error)),
            .. survey.Unknown.Select(path => ("unknown", path, "it is not squashd's, and left as it is")),
        ];
        if (rows.Count == 0)
            return;
        var shown = rows.Take(most).ToList();
        var (states, names) = (shown.Max(row => row.State.Length), Math.Min(40, shown.Max(row => row.Name.Length)));
        foreach (var (state, name, why) in shown)
            Console.Out.WriteLine($"{state.PadRight(states)}  {name.PadRight(names)}  {why}".TrimEnd());
        if (rows.Count > most)
            Console.Out.WriteLine($"and {rows.Count - most} more; --verbose shows all");
    }

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

    private static string When(DateTimeOffset? time) =>
        time is { } at ? string.Create(CultureInfo.InvariantCulture, $"at {at.ToLocalTime():yyyy-MM-dd HH:mm:ss}") : "soon";

    private static string Word<T>(T state)
        where T : struct, Enum => state switch
        {
            WaitState.Ready => "queued",
            WaitState.NoMarker => "no marker",
            _ => state.ToString().ToLowerInvariant(),
        };
}
