using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Install;

/// <summary>Takes away what <see cref="UserInstall"/> put in place; images and what somebody has changed stay.</summary>
/// <param name="places">Where it is.</param>
/// <param name="systemd">The user's systemd.</param>
/// <param name="isDry">Whether nothing may be changed.</param>
internal sealed class UserRemoval(UserPlaces places, UserSystemd systemd, bool isDry)
{
    /// <summary>Takes every step; <paramref name="say"/> hears of each when it is over.</summary>
    public void Run(SpoolFolders folders, Action<Step> say)
    {
        var isReachable = systemd.IsReachable;
        foreach (var (unit, what) in new[] { (UserPlaces.Unit, "stop squashd for good"), (UserPlaces.LoadPath, "load flat images no more") })
        {
            if (isReachable && (systemd.IsActive(unit) || systemd.IsEnabled(unit)))
                say(systemd.Do(what, "disable", "--now", unit));
        }
        foreach (var file in UnitText.ForLoading(places, folders.Outbox).Select(file => file.Path).Prepend(places.UnitFile))
            say(Remove(file, UnitText.IsUnchanged));
        if (isReachable)
            say(systemd.Do("let systemd read its units again", "daemon-reload"));
        say(Remove(places.Program, _ => true));
        say(Remove(places.Settings, text => text == ExampleFile.Text()));
        say(new Step(
            StepKind.Kept, $"images stay: {places.Show(folders.Inbox)}, {places.Show(folders.Outbox)} and what is beside them",
            "Whether your services run while you are not logged in is left as it is: loginctl disable-linger"));
    }

    private Step Remove(string path, Func<string, bool> isOurs)
    {
        var what = $"remove {places.Show(path)}";
        if (!File.Exists(path))
            return new Step(StepKind.Already, what);
        if (!isOurs(path == places.Program ? "" : File.ReadAllText(path)))
            return new Step(StepKind.Kept, $"{places.Show(path)} was changed, and is left as it is");
        if (isDry)
            return new Step(StepKind.Planned, what);
        Durable.Remove(path);
        return new Step(StepKind.Done, what);
    }
}
