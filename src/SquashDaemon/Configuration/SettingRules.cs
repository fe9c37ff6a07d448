using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>What must hold between the values of several keys.</summary>
internal static class SettingRules
{
    /// <summary>The rules that settings break, each at the place of the key that breaks it.</summary>
    public static IEnumerable<Mistake> Broken(
        DaemonSettings settings, IReadOnlyDictionary<SettingKey, GivenValue> holding) =>
        FolderClashes(settings.Spool.Folders).Concat(Delays(settings.Retry))
            .Select(broken => new Mistake(PlaceOf(broken.Keys, holding), broken.Text));

    private static IEnumerable<(string[] Keys, string Text)> FolderClashes(SpoolFolders folders)
    {
        (string Name, string Path)[] all =
        [
            ("inbox", folders.Inbox), ("outbox", folders.Outbox), ("done", folders.Done), ("failed", folders.Failed),
            ("work", folders.Work),
        ];
        for (var first = 0; first < all.Length; first++)
        {
            for (var second = first + 1; second < all.Length; second++)
            {
                var (one, other) = (all[first], all[second]);
                if (one.Path == other.Path || RealPath.Of(one.Path) == RealPath.Of(other.Path))
                {
                    yield return (
                        [other.Name, one.Name],
                        $"[spool] {one.Name} and {other.Name} are "
                        + (one.Path == other.Path
                            ? $"both {Printable.Text(one.Path)}; "
                            : $"one folder, {Printable.Text(one.Path)} and {Printable.Text(other.Path)}; ")
                        + "a file's folder is its state, so each needs one of its own");
                }
            }
        }
    }

    private static IEnumerable<(string[] Keys, string Text)> Delays(RetrySettings retry)
    {
        if (retry.Delay > retry.MaxDelay)
        {
            yield return (
                ["delay", "max_delay"],
                $"[retry] delay ({DurationText.Show(retry.Delay)}) is longer than "
                + $"max_delay ({DurationText.Show(retry.MaxDelay)})");
        }
    }

    private static SettingPlace PlaceOf(string[] names, IReadOnlyDictionary<SettingKey, GivenValue> holding) =>
        names.SelectMany(name => holding.Where(held => held.Key.Name == name)).Select(held => held.Value.Place)
            .FirstOrDefault(new SettingPlace("the defaults"));
}
