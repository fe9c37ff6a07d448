namespace SquashDaemon.Spool;

/// <summary>Gives a claimed archive back to the inbox.</summary>
internal static class InboxReturn
{
    /// <summary>
    /// Moves the archive back under its name, or the first beside it that is free for all of them, after what belongs to it:
    /// its options, and its marker if it is still worth something. Then the job's folder goes. The name that the archive has
    /// then.
    /// </summary>
    public static string Move(JobFolder folder, string inbox, string name, string? marker)
    {
        var besides = Math.Max(IgnoreList.SidecarOf("").Length, NameBytes.Encode(marker ?? "").Length);
        var (options, mark) = (folder.Options, folder.Marker);
        for (var number = 1; ; number++)
        {
            var free = FreeName.Of(name, number, besides);
            var target = Path.Combine(inbox, free);
            if (FileIdentity.Of(target, follow: false) is not null)
                continue;
            // Nothing is replaced: whatever has one of the names now may be another's.
            if (!TryBring(ref options, Path.Combine(inbox, IgnoreList.SidecarOf(free)))
                || (marker is not null && !TryBring(ref mark, target + marker))
                || !Durable.TryRename(folder.Input, target))
                continue;
            Durable.FlushDirectory(inbox);
            folder.Remove();
            return free;
        }
    }

    /// <summary>Moves what there is; false if the name is taken.</summary>
    private static bool TryBring(ref string source, string target)
    {
        if (FileIdentity.Of(source, follow: false) is null)
            return true;
        if (!Durable.TryRename(source, target))
            return false;
        source = target;
        return true;
    }
}
