using System.CommandLine;
using System.Text.Json;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd retry NAME...</c>: failed images back into the queue.</summary>
internal static class RetryCommand
{
    private static readonly Argument<string[]> Names = new("NAME")
    {
        Description = "A failed image, by its name or the ID of its job, as squashd status shows it",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("retry", "Put failed images back into the queue") { Names };
        ConfigurationOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        return Failure.Guard(new Report(verbosity), "the spool", _ =>
        {
            var spool = ConfigurationOptions.Load(ConfigurationOptions.Loader(parsed, isVerbose: false)).Settings.Spool;
            var failed = SpoolSurvey.FailedIn(spool.Folders.Failed, []).ToList();
            // All or nothing: a wrong name among them moves none.
            var chosen = parsed.GetValue(Names)!.SelectMany(name => Find(failed, name)).Distinct().ToList();
            foreach (var image in chosen)
                RequireInput(FolderOf(image, spool));
            var retried = new List<RetriedImage>();
            foreach (var image in chosen)
            {
                var name = Release.Into(spool.Folders.Inbox, FolderOf(image, spool), image.Error.Name.Text, spool.RequireMarker);
                retried.Add(new RetriedImage(image.Folder, new SpoolName(name)));
                if (!verbosity.IsQuiet && !verbosity.IsJson)
                    Console.Out.WriteLine($"{image.Folder.Shown}: back in the inbox, as {NameBytes.Show(name)}");
            }
            if (verbosity.IsJson)
                Console.Out.WriteLine(JsonSerializer.Serialize(retried, CliJson.Default.ListRetriedImage));
            return ExitCode.Done;
        });
    }

    private static JobFolder FolderOf(FailedImage image, SpoolSettings spool) =>
        new(Path.Combine(spool.Folders.Failed, image.Folder.Text));

    private static void RequireInput(JobFolder folder)
    {
        if (FileIdentity.Of(folder.Input, follow: false) is null)
        {
            throw new UserError(
                ExitCode.Usage,
                $"{NameBytes.Show(folder.Id)}: there is nothing to put back, since its original is not there; "
                + $"move it back to {NameBytes.Show(folder.Input)}, or remove that folder");
        }
    }

    private static List<FailedImage> Find(List<FailedImage> failed, string name)
    {
        // A folder's own name is meant before the name that several had in the inbox.
        var found = failed.Where(image => image.Folder.Text == name || image.Folder.Shown == name).ToList();
        if (found.Count == 0)
            found = failed.Where(image => image.IsCalled(name)).ToList();
        if (found.Count > 0)
            return found;
        var there = failed.Count == 0 ? "nothing has failed" : $"there are: {string.Join(", ", failed.Take(20).Select(image => image.Folder.Shown))}";
        throw new UserError(ExitCode.Usage, $"no failed image is called {Printable.Text(name)}; {there}");
    }
}
