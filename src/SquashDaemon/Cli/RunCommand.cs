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
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
        return Failure.Guard(
            new Report(verbosity),
            "the spool",
            cancellation =>
            {
                var loader = ConfigurationOptions.Loader(parsed, verbosity.IsVerbose);
                var loaded = ConfigurationOptions.Load(loader);
                var settings = loaded.Settings with { IsDrain = isDrain };
                // Images may hold secrets: what we make is for us alone, what is there already stays as it is.
                foreach (var folder in settings.Spool.Folders.All.Append(settings.Spool.State))
                    Make(folder);
                using var held = SpoolLock.TryTake(settings.Spool.Folders.Work, out var holder)
                    ?? throw new UserError(
                        ExitCode.Temporary,
                        $"process {Printable.Text(holder)} already serves "
                        + $"{Printable.Text(settings.Spool.Folders.Work)}; stop it first");
                // Proved before anything is taken, or an archive could be claimed and never put away.
                if (new FolderChecks(settings).Split() is { } fault)
                    throw new UserError(ExitCode.Configuration, fault.ToString());
                var plan = new DaemonPlan(loaded with { Settings = settings }, loader.Load, hangups)
                {
                    IsQuiet = verbosity.IsQuiet,
                    IsJson = verbosity.IsJson,
                };
                return DaemonHost.Run(plan, Loop, cancellation) ? ExitCode.Done : ExitCode.Failed;
            },
            endsOnHangup: isDrain);
    }

    private static void Make(string folder)
    {
        // The program itself, say, put into the home under the name that the spool has by default.
        for (var path = folder; path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw new UserError(
                    ExitCode.Configuration,
                    $"{Printable.Text(path)} is a file, and a folder of the spool should be there; move it, or choose another place with --spool");
            }
        }
        Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static SpoolLoop Loop(IServiceProvider services) => new(
        services.GetRequiredService<LiveSettings>(),
        services.GetRequiredService<DaemonStatus>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<SpoolLoop>>());
}
