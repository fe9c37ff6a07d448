namespace SquashDaemon.Spool;

/// <summary>Lets go of a claimed archive: back to the inbox, or to those that are done.</summary>
internal static class Release
{
    /// <summary>
    /// Moves the archive under its name, or the first beside it that is free for all of them, after what belongs to it: its
    /// options, and its marker if it is still worth something. Then the job's folder goes. The name that the archive has
    /// then.
    /// </summary>
    public static string Into(string target, JobFolder folder, string name, string? marker)
    {
        var besides = Math.Max(IgnoreList.SidecarOf("").Length, NameBytes.Encode(marker ?? "").Length);
        var (input, options, mark) = (folder.Input, folder.Options, folder.Marker);
        for (var number = 1; ; number++)
        {
            var free = FreeName.Of(name, number, besides);
            var archive = Path.Combine(target, free);
            if (IsOthers(archive, input))
                continue;
            // Nothing is replaced: whatever has one of the names now may be another's.
            if (!TryBring(ref options, IgnoreList.SidecarOf(archive)) || (marker is not null && !TryBring(ref mark, archive + marker))
                || !TryBring(ref input, archive))
                continue;
            Durable.FlushDirectory(target);
            folder.Remove();
            return free;
        }
    }

    /// <summary>Whether the name is taken, and not by the archive itself, on its way or there already.</summary>
    private static bool IsOthers(string archive, string input) =>
        FileIdentity.Of(archive, follow: false) is not null && FileIdentity.Of(input, follow: false) is not null
        && !Durable.IsSameFile(input, archive);

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
