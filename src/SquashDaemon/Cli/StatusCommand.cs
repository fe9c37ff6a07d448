using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SquashDaemon.Jobs;

namespace SquashDaemon.Cli;

/// <summary><c>squashd status</c>: the queue, the job in hand, why each file waits, and what an engine has loaded.</summary>
internal static class StatusCommand
{
    private const int MostRows = 30;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("status", "Show the queue, the job in hand, why each file waits, and what is loaded");
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
            Console.Out.WriteLine($"held: {held}; tried again {StatusRows.When(survey.Daemon.HeldUntil)}");
        PrintRows(StatusRows.Of(survey, isAll: most > MostRows), most);
        // Where nobody loads there is nothing to tell.
        if (survey.Loads is { } loads && loads.Loaded + loads.NotLoaded > 0)
            PrintCounts(loads);
    }

    private static void PrintRows(List<(string State, string Name, string Why)> rows, int most)
    {
        if (rows.Count == 0)
            return;
        var shown = rows.Take(most).ToList();
        var (states, names) = (shown.Max(row => row.State.Length), Math.Min(40, shown.Max(row => row.Name.Length)));
        foreach (var (state, name, why) in shown)
            Console.Out.WriteLine($"{state.PadRight(states)}  {name.PadRight(names)}  {why}".TrimEnd());
        if (rows.Count > most)
            Console.Out.WriteLine($"and {rows.Count - most} more; --verbose shows all");
    }

    /// <summary>How many there are, since only the last are shown.</summary>
    private static void PrintCounts(LoadSurvey loads)
    {
        var untried = loads.Untried == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {loads.Untried} not tried yet");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"outbox: {loads.Loaded} loaded, {loads.NotLoaded} not loaded{untried}"));
        if (loads.NotLoaded > 0)
            Console.Out.WriteLine("to load one again, rename its NAME.tar.notloaded.json to NAME.tar.json");
    }
}
