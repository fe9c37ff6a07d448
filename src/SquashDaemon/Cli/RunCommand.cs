using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Checks;
using SquashDaemon.Configuration;
using SquashDaemon.Hosting;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd run</c>: the daemon, in the foreground.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly Option<bool> Drain = new("--drain")
    {
        Description = "End when the inbox is empty; 0 if every archive succeeded, 1 if one failed",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Squash whatever is dropped into the inbox") { Drain };
        ConfigurationOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        var isDrain = parsed.GetValue(Drain);
        using var hangups = new HangupSignal();
        var report = new Report(verbosity);
        return Failure.Guard(
            report,
            "the spool",
            cancellation =>
            {
                var loader = ConfigurationOptions.Loader(parsed, verbosity.IsVerbose);
                var loaded = ConfigurationOptions.Load(loader);
                var settings = loaded.Settings with { IsDrain = isDrain };
                using var held = Begin(settings, report, cancellation);
                // Stopped before it had begun: nothing to undo.
                if (held is null)
                    return CodeOf(SpoolEnd.Stopped, isDrain);
                var plan = new DaemonPlan(loaded with { Settings = settings }, loader.Load, hangups)
                {
                    IsQuiet = verbosity.IsQuiet,
                    IsJson = verbosity.IsJson,
                };
                return CodeOf(DaemonHost.Run(plan, services => Loop(services, held), cancellation), isDrain);
            },
            endsOnHangup: isDrain);
    }

    private static int CodeOf(SpoolEnd end, bool isDrain) => end switch
    {
        // Being stopped is how a daemon ends, whatever failed in its life.
        SpoolEnd.Stopped => isDrain ? ExitCode.Interrupted : ExitCode.Done,
        SpoolEnd.Failed => ExitCode.Failed,
        _ => ExitCode.Done,
    };

    /// <summary>
    /// Makes the folders and takes the lock. A disk that fails or is full now may not be so in a moment, at the start of the
    /// machine above all, so only what runs once gives up then; null: it is stopped meanwhile.
    /// </summary>
    private static SpoolLock? Begin(DaemonSettings settings, Report report, CancellationToken cancellation)
    {
        for (var pause = FirstPause; !cancellation.IsCancellationRequested; pause = 2 * pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                return Begin(settings);
            }
            catch (IOException error) when (!settings.IsDrain && Trouble.MayPass(error))
            {
                report.Waits($"it cannot begin: {Printable.Text(error.Message)}; tried again in {pause.TotalSeconds:0} s");
                cancellation.WaitHandle.WaitOne(pause);
            }
        }
        return null;
    }

    private static SpoolLock Begin(DaemonSettings settings)
    {
        // Images may hold secrets: what we make is for us alone, what is there already stays as it is.
        string?[] others = [settings.Spool.State, settings.ScratchFolder, Path.GetDirectoryName(settings.Metrics.Textfile)];
        foreach (var folder in settings.Spool.Folders.All.Concat(others.OfType<string>()))
            Make(folder);
        var work = settings.Spool.Folders.Work;
        var held = SpoolLock.TryTake(work, out var holder)
            ?? throw new UserError(
                ExitCode.Temporary, $"process {Printable.Text(holder)} already serves {Printable.Text(work)}; stop it first");
        // Proved before anything is taken, or an archive could be claimed and never put away.
        if (new FolderChecks(settings).Split() is not { } fault)
            return held;
        held.Dispose();
        throw new UserError(ExitCode.Configuration, fault.ToString());
    }

    private static void Make(string folder)
    {
        if (Path.GetDirectoryName(folder) is { } parent)
            Make(parent);
        switch (FileIdentity.Of(folder))
        {
            case { IsDirectory: true }:
                break;
            case null:
                Durable.MakeDirectory(folder);
                break;
            default:
                // The program itself, say, put into the home under the name that the spool has by default.
                throw new UserError(
                    ExitCode.Configuration,
                    $"{Printable.Text(folder)} is a file, and a folder of the spool should be there; move it, or choose another place with --spool");
        }
    }

    private static SpoolLoop Loop(IServiceProvider services, SpoolLock held) => new(
        services.GetRequiredService<LiveSettings>(),
        services.GetRequiredService<DaemonStatus>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<SpoolLoop>>())
    { Lock = held };
}
