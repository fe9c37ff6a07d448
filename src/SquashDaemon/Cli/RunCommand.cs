using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Hosting;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd run</c>: the daemon, in the foreground.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Drain = new("--drain")
    {
        Description = "End when the inbox is empty; 0 if every archive succeeded, 1 if one failed",
    };

    private static readonly Option<string?> Inbox = new("--inbox")
    {
        Description = "Where archives are dropped; by default ~/squashd/inbox",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Outbox = new("--outbox")
    {
        Description = "Where flat archives appear; by default ~/squashd/outbox",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Root = new("--spool")
    {
        Description = "Where done, failed and work are; by default the folder that the inbox is in",
        HelpName = "DIR",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Squash whatever is dropped into the inbox") { Drain, Inbox, Outbox, Root };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => Failure.Guard(
        new Report(SpeechOptions.Of(parsed)), "the spool", cancellation =>
        {
            var settings = Settings(parsed);
            foreach (var folder in settings.Spool.Folders.All)
                Directory.CreateDirectory(folder);
            using var held = SpoolLock.TryTake(settings.Spool.Folders.Work, out var holder)
                ?? throw new UserError(
                    ExitCode.Temporary, $"process {Printable.Text(holder)} already serves {Printable.Text(settings.Spool.Folders.Work)}; stop it first");
            return DaemonHost.Run(
                settings, services => Loop(settings, services.GetRequiredService<ILogger<SpoolLoop>>()), cancellation)
                ? ExitCode.Done
                : ExitCode.Failed;
        });

    private static DaemonSettings Settings(ParseResult parsed)
    {
        var inbox = parsed.GetValue(Inbox);
        var root = parsed.GetValue(Root)
            ?? (inbox is null ? Path.Combine(Places.Home, "squashd") : Path.GetDirectoryName(Path.GetFullPath(inbox))!);
        return new DaemonSettings(new SpoolSettings(SpoolFolders.Of(root, inbox, parsed.GetValue(Outbox)))) { IsDrain = parsed.GetValue(Drain) };
    }

    private static SpoolLoop Loop(DaemonSettings settings, ILogger log) =>
        new(new LiveSettings(settings), new DaemonStatus(), TimeProvider.System, log);
}
