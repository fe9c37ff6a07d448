namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[spool]</c>.</summary>
internal static class SpoolKeys
{
    private const string Section = "spool";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } = [.. Folders(), .. Times()];

    private static IEnumerable<SettingKey> Folders() =>
    [
        new(Section, "root", "~/squashd",
            "Where the folders below are, unless they are set apart. A system service has it in /var/spool/squashd.",
            In(
                SettingForms.FullPath,
                spool => spool.Folders.Root, (spool, path) => spool with { Folders = SpoolFolders.Of(path) }))
        { IsFixed = true },
        Folder("inbox", "Where image archives are dropped. Default: inbox below root.",
            folders => folders.Inbox, (folders, path) => folders with { Inbox = path }),
        Folder("outbox", "Where flat archives appear; it may be on another file system. Default: outbox below root.",
            folders => folders.Outbox, (folders, path) => folders with { Outbox = path }),
        Folder(
            "done",
            "Where originals go whose flat archive is in the outbox; on the inbox's file system. Default: done below "
            + "root.",
            folders => folders.Done, (folders, path) => folders with { Done = path }),
        Folder(
            "failed",
            "Where originals go that could not be squashed, each with its reason; on the inbox's file system. "
            + "Default: failed below root.",
            folders => folders.Failed, (folders, path) => folders with { Failed = path }),
        Folder(
            "work",
            "Where originals are while they are squashed; on the inbox's file system, and for the daemon alone. "
            + "Default: work below root.",
            folders => folders.Work, (folders, path) => folders with { Work = path }),
        new(Section, "state", "~/.local/state/squashd",
            "Where the daemon keeps its log and what it remembers; on a local disk if there is one. "
            + "Default: squashd below $XDG_STATE_HOME, if that is set.",
            In(SettingForms.FullPath, spool => spool.State, (spool, path) => spool with { State = path }))
        { IsFixed = true },
    ];

    private static IEnumerable<SettingKey> Times() =>
    [
        new(Section, "on_success", "done",
            "What becomes of an original: done moves it to the done folder, delete deletes it, keep puts it back into "
            + "the "
            + "inbox, where it is left alone while its report stands in the outbox. Choose delete where space is dear.",
            In(
                SettingForms.Choice(
                    ("done", OriginalPolicy.Done), ("delete", OriginalPolicy.Delete), ("keep", OriginalPolicy.Keep)),
                spool => spool.OnSuccess, (spool, policy) => spool with { OnSuccess = policy })),
        new(Section, "settle", "2s",
            "How long a file must stand still before it is looked at. Longer where writers pause; an archive that is "
            + "not "
            + "complete waits anyway.",
            In(
                SettingForms.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)),
                spool => spool.Settle, (spool, time) => spool with { Settle = time })),
        new(Section, "rescan", "1m",
            "How often the inbox is read although the kernel told of nothing: a safety net, so that no lost event "
            + "loses a file.",
            In(
                SettingForms.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
                spool => spool.Rescan, (spool, time) => spool with { Rescan = time })),
        new(Section, "rescan_network", "10s",
            "The same for an inbox on NFS, SMB and the like, where the kernel tells nothing of other hosts' files.",
            In(
                SettingForms.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
                spool => spool.RescanNetwork, (spool, time) => spool with { RescanNetwork = time })),
        new(Section, "incomplete_timeout", "15m",
            "How long an archive that is not complete may stand still before it counts as cut off and goes to failed. "
            + "Longer than the longest pause of any writer.",
            In(
                SettingForms.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
                spool => spool.IncompleteTimeout, (spool, time) => spool with { IncompleteTimeout = time })),
        new(Section, "require_marker", "",
            "Take a file only when one of its name with this suffix stands beside it, such as app.tar.done for "
            + "app.tar: "
            + "for writers on other hosts, who make it when they have finished.",
            In(
                SettingForms.OrNone(SettingForms.Suffix),
                spool => spool.RequireMarker, (spool, suffix) => spool with { RequireMarker = suffix })),
    ];

    private static SettingKey Folder(
        string name, string text, Func<SpoolFolders, string> read, Func<SpoolFolders, string, SpoolFolders> write) =>
        new(Section, name, $"~/squashd/{name}", text, In(
            SettingForms.FullPath,
            spool => read(spool.Folders),
            (spool, path) => spool with { Folders = write(spool.Folders, path) }))
        { IsFixed = true };

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<SpoolSettings, T> read, Func<SpoolSettings, T, SpoolSettings> write) => form.On(
            settings => read(settings.Spool),
            (settings, value) => settings with { Spool = write(settings.Spool, value) });
}
