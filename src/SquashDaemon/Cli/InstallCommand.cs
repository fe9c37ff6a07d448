using System.CommandLine;
using System.Text.Json;
using SquashDaemon.Configuration;
using SquashDaemon.Install;

namespace SquashDaemon.Cli;

/// <summary><c>squashd install --user</c> and <c>squashd uninstall --user</c>: for one user, without root.</summary>
internal static class InstallCommand
{
    private static readonly Option<bool> User = new("--user")
    {
        Description = "For you alone, without root; it must be given, since a whole system has the package",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say each step, and take none",
    };

    /// <summary>The command that installs.</summary>
    public static Command Create() => Create(
        "install", "Install this program as a service of your own, and say each step", Install);

    /// <summary>The command that takes it away.</summary>
    public static Command CreateUninstall() => Create(
        "uninstall", "Take that service away; images and what was changed stay", Uninstall);

    private static Command Create(string name, string description, Func<InstallSession, CancellationToken, int> run)
    {
        var command = new Command(name, description) { User, DryRun };
        command.SetAction(parsed =>
        {
            var verbosity = SpeechOptions.Of(parsed);
            return Failure.Guard(new Report(verbosity), name, cancellation =>
            {
                if (!parsed.GetValue(User))
                {
                    throw new UserError(
                        ExitCode.Usage,
                        $"give --user: squashd {name} is for one user; a whole system has the package (rpm)");
                }
                var session = new InstallSession(verbosity, parsed.GetValue(DryRun));
                var code = run(session, cancellation);
                if (verbosity.IsJson)
                    Console.Out.WriteLine(JsonSerializer.Serialize(session.Said, CliJson.Default.ListStepDocument));
                return code;
            });
        });
        return command;
    }

    private static int Install(InstallSession session, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath!;
        if (File.Exists(Path.ChangeExtension(program, ".dll")))
        {
            throw new UserError(
                ExitCode.Usage,
                "this squashd needs the .NET runtime and the files beside it, and cannot be copied; make one that can: "
                + "dotnet publish -c Release src/SquashDaemon");
        }
        var install = new UserInstall(session.Places, program, session.Systemd, session.IsDry);
        if (!install.Run(Folders, session.Say, cancellation) && !session.IsDry)
            return ExitCode.Permission;
        return ExitCode.Done;
    }

    private static int Uninstall(InstallSession session, CancellationToken cancellation)
    {
        new UserRemoval(session.Places, session.Systemd, session.IsDry).Run(Folders(), session.Say);
        return ExitCode.Done;
    }

    private static SpoolFolders Folders() => ConfigurationOptions.Load(
        new SettingsLoader(new ConfigurationFiles(null), SettingsLoader.ProcessEnvironment, [])).Settings.Spool.Folders;
}
