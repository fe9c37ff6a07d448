using Squash.Text;
using SquashDaemon.Configuration;

namespace SquashDaemon.Install;

/// <summary>
/// Installs squashd for one user, without root. What is there already stays if somebody has changed it, so that it can be
/// called again at any time; called by a newer squashd, it upgrades.
/// </summary>
/// <param name="places">Where it goes.</param>
/// <param name="program">The program to install.</param>
/// <param name="systemd">The user's systemd.</param>
/// <param name="isDry">Whether nothing may be changed.</param>
internal sealed class UserInstall(UserPlaces places, string program, UserSystemd systemd, bool isDry)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Takes every step; <paramref name="say"/> hears of each when it is over. Whether squashd runs then.</summary>
    public bool Run(Func<SpoolFolders> folders, Action<Step> say, CancellationToken cancellation)
    {
        var copied = CopyProgram();
        say(copied);
        say(WriteSettings());
        var spool = folders();
        foreach (var folder in new[] { spool.Inbox, spool.Outbox })
        {
            var made = MakeFolder(folder);
            say(made);
            if (made.Kind == StepKind.Forbidden)
                return false;
        }
        var written = Write(new UserFile("unit", places.UnitFile, UnitText.For(places.Program)));
        say(written);
        var loading = UnitText.ForLoading(places, spool.Outbox).Select(Write).ToList();
        loading.ForEach(say);
        say(systemd.Linger(cancellation));
        if (!systemd.IsReachable)
        {
            say(WithoutSystemd());
            return false;
        }
        say(systemd.Do("let systemd read its units again", "daemon-reload"));
        var started = Start(copied.Kind != StepKind.Already || IsChange(written), say);
        say(started);
        if (loading.Exists(IsChange) && systemd.IsActive(UserPlaces.LoadPath))
            say(systemd.Do("watch the outbox anew", "restart", UserPlaces.LoadPath));
        return started.Kind != StepKind.Forbidden;
    }

    private static bool IsChange(Step step) => step.Kind is StepKind.Done or StepKind.Planned;

    private Step Start(bool isChanged, Action<Step> say)
    {
        const string enable = "start squashd whenever your services start";
        say(systemd.IsEnabled(UserPlaces.Unit) ? new Step(StepKind.Already, enable) : systemd.Do(enable, "enable", UserPlaces.Unit));
        const string start = "start squashd";
        if (!systemd.IsActive(UserPlaces.Unit))
            return systemd.Do(start, "start", UserPlaces.Unit);
        return isChanged
            ? systemd.Do("start squashd anew", "restart", UserPlaces.Unit)
            : new Step(StepKind.Already, start);
    }

    private Step CopyProgram()
    {
        var what = $"copy the program to {places.Show(places.Program)}";
        if (Path.GetFullPath(program) == places.Program || PlacedFile.IsSame(program, places.Program))
            return new Step(StepKind.Already, what);
        return Take(what, () => PlacedFile.CopyProgram(program, places.Program));
    }

    private Step WriteSettings()
    {
        var what = $"write the configuration {places.Show(places.Settings)}";
        return File.Exists(places.Settings)
            ? new Step(StepKind.Kept, $"{places.Show(places.Settings)} is there, and left as it is")
            : Take(what, () => PlacedFile.Write(places.Settings, ExampleFile.Text()));
    }

    private Step MakeFolder(string folder)
    {
        var what = $"make the folder {places.Show(folder)}";
        if (Directory.Exists(folder))
            return new Step(StepKind.Already, what);
        // Such as the program itself, downloaded into the home.
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return new Step(
                    StepKind.Forbidden, $"{what}: {places.Show(at)} is a file",
                    $"Move it away and install again: mv {places.Show(at)} {places.Show(at)}-download");
            }
        }
        return Take(what, () => Directory.CreateDirectory(folder, OwnerOnly));
    }

    private Step Write(UserFile file)
    {
        var (shown, what) = (places.Show(file.Path), $"write the {file.Kind} {places.Show(file.Path)}");
        if (!File.Exists(file.Path))
            return Take(what, () => PlacedFile.Write(file.Path, file.Text)) with { Advice = file.Advice };
        var found = File.ReadAllText(file.Path);
        if (found == file.Text)
            return new Step(StepKind.Already, what);
        return UnitText.IsUnchanged(found)
            ? Take(what, () => PlacedFile.Write(file.Path, file.Text))
            : new Step(
                StepKind.Kept, $"{shown} was changed, and is left as it is",
                $"Keep changes of units in {places.Show(places.UnitFileOf("NAME"))}.d/*.conf; to have ours, remove it and install again.");
    }

    private Step WithoutSystemd()
    {
        var command = Printable.Text(places.Program);
        return new Step(
            StepKind.Forbidden, "start squashd: there is no systemd of your own here (systemctl --user)",
            "After su or sudo there is none: log in by ssh or at the console, and install again.",
            "RHEL 7 has none at all. There, let cron do it; run crontab -e and add:",
            $"  @reboot {command} run --quiet",
            $"  */5 * * * * {command} run --drain --quiet",
            "The second line starts it where @reboot is not to be had; while one runs, the other ends at once.");
    }

    private Step Take(string what, Action act)
    {
        if (isDry)
            return new Step(StepKind.Planned, what);
        act();
        return new Step(StepKind.Done, what);
    }
}
