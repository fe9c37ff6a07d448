namespace SquashDaemon.Spool;

/// <summary>Gives a claimed archive back to the inbox.</summary>
internal static class InboxReturn
{
    /// <summary>
    /// Moves the archive back under its name, or the first free one beside it, after what belongs to it: its options,
    /// and its marker if it is still worth something. Then the job's folder goes. The name that the archive has then.
    /// </summary>
    public static string Move(JobFolder folder, string inbox, string name, string? marker)
    {
        for (var number = 1; ; number++)
        {
            var free = FreeName.Of(name, number);
            var target = Path.Combine(inbox, free);
            if (FileIdentity.Of(target, follow: false) is not null)
                continue;
            Bring(folder.Options, Path.Combine(inbox, IgnoreList.SidecarOf(free)));
            if (marker is not null)
                Bring(folder.Marker, target + marker);
            if (!Durable.TryRename(folder.Input, target))
                continue;
            Durable.FlushDirectory(inbox);
            folder.Remove();
            return free;
        }
    }

    // It replaces what is there: options without an archive are of an older try.
    private static void Bring(string source, string target)
    {
        if (FileIdentity.Of(source, follow: false) is not null)
            Durable.Replace(source, target);
    }
}
