using SquashDaemon.Configuration;

namespace SquashDaemon.Spool;

/// <summary>Takes a file out of the inbox into a folder of its own, with its options and its marker.</summary>
internal static class Claim
{
    /// <summary>
    /// Takes it; null if it has gone or another file has come to its name. What is remembered of it is durable before it
    /// is moved, so that its name is never lost.
    /// </summary>
    /// <param name="file">The file, open.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="settings">The folders, and the marker if one is required.</param>
    /// <param name="now">The time.</param>
    public static (JobFolder Folder, JobRecord Record)? Take(InputFile file, string name, SpoolSettings settings, DateTimeOffset now)
    {
        var folder = new JobFolder(Path.Combine(settings.Folders.Work, JobFolder.NewId(file.Identity, now)));
        var source = Path.Combine(settings.Folders.Inbox, name);
        var record = new JobRecord(folder.Id, new SpoolName(name), now)
        {
            Input = InputRecord.Of(file.Identity),
            OptionsInode = InodeOf(IgnoreList.SidecarOf(source), file.Identity),
            MarkerInode = settings.RequireMarker is { } marker ? InodeOf(source + marker, file.Identity) : null,
        };
        Announce(folder, record);
        var isTaken = false;
        try
        {
            isTaken = TryMove(source, folder.Input) && IsThatFile(file, source, folder);
        }
        finally
        {
            if (!isTaken)
                Undo(source, folder);
        }
        if (!isTaken)
            return null;
        TryComplete(folder, record, settings);
        return (folder, record);
    }

    /// <summary>
    /// Brings the options and the marker after the archive, if they are not there yet. They come last, so that an archive that
    /// stays keeps them; what fails is done again before an attempt.
    /// </summary>
    public static void Complete(JobFolder folder, JobRecord record, SpoolSettings settings)
    {
        if (FileIdentity.Of(folder.Input, follow: false) is not { } archive)
            return;
        var source = Path.Combine(settings.Folders.Inbox, record.Name.Text);
        Bring(folder.Options, source, IgnoreList.SidecarOf(""), (record.OptionsInode, archive));
        if (settings.RequireMarker is { } marker)
            Bring(folder.Marker, source, marker, (record.MarkerInode, archive));
    }

    /// <summary>
    /// Whether a file counts as the options or the marker of an archive: in a shared inbox nobody may decide about the
    /// archive of another, and no link may bring in what is elsewhere.
    /// </summary>
    public static bool BelongsTo(FileIdentity archive, FileIdentity? beside) =>
        beside is { } file && FileKind.Refusal(file) is null && file.Owner == archive.Owner;

    /// <summary>Makes the folder and what is remembered durable; or nothing is left of them.</summary>
    private static void Announce(JobFolder folder, JobRecord record)
    {
        Durable.MakeDirectory(folder.Path);
        var isWritten = false;
        try
        {
            folder.Write(record);
            Durable.FlushDirectory(Path.GetDirectoryName(folder.Path)!);
            isWritten = true;
        }
        finally
        {
            if (!isWritten)
                folder.Remove();
        }
    }

    /// <summary>
    /// After a power cut the file is here or in the inbox, and a recovery knows what to do with either; so a flush that
    /// fails is no reason to give it back.
    /// </summary>
    private static void TryComplete(JobFolder folder, JobRecord record, SpoolSettings settings)
    {
        try
        {
            Complete(folder, record, settings);
            Durable.FlushDirectory(folder.Path);
            Durable.FlushDirectory(settings.Folders.Inbox);
        }
        catch (IOException)
        {
            // What is wrong with the disk shows when something has to be durable.
        }
    }

    /// <summary>Where a rename takes a link and an unlink, only the first may have been done: then the file is still in the inbox.</summary>
    private static void Undo(string source, JobFolder folder)
    {
        if (Durable.IsSameFile(source, folder.Input))
            Durable.Remove(folder.Input);
        folder.Remove();
    }

    private static ulong? InodeOf(string path, FileIdentity archive) =>
        FileIdentity.Of(path, follow: false) is { } beside && BelongsTo(archive, beside) ? beside.Inode : null;

    /// <summary>Whether it is the file that was judged; else it goes back.</summary>
    private static bool IsThatFile(InputFile file, string source, JobFolder folder)
    {
        try
        {
            if (FileIdentity.Of(folder.Input, follow: false) is { } taken && taken.IsSameFile(file.Identity))
                return true;
            PutBack(folder.Input, source, "");
            return false;
        }
        catch (IOException)
        {
            // It is in hand by now, and compared once more when it is opened.
            return true;
        }
    }

    /// <summary>Takes what belongs to an archive. It is looked at once more when nobody can replace it any more.</summary>
    private static void Bring(string target, string source, string suffix, (ulong? Inode, FileIdentity Archive) of)
    {
        if (of.Inode is null)
            return;
        if (FileIdentity.Of(source + suffix, follow: false)?.Inode == of.Inode)
            TryMove(source + suffix, target);
        if (FileIdentity.Of(target, follow: false) is { } taken && !BelongsTo(of.Archive, taken))
            PutBack(target, source, suffix);
    }

    /// <summary>Gives back what there is, under its name or one beside it if another has come to that.</summary>
    private static void PutBack(string taken, string source, string suffix)
    {
        var (inbox, name) = (Path.GetDirectoryName(source)!, Path.GetFileName(source));
        for (var number = 1; FileIdentity.Of(taken, follow: false) is not null; number++)
            Durable.TryRename(taken, Path.Combine(inbox, FreeName.Of(name, number, suffix.Length) + suffix));
    }

    private static bool TryMove(string source, string target)
    {
        try
        {
            return Durable.TryRename(source, target);
        }
        catch (IOException error) when (error.HResult == Errno.NoEntry)
        {
            return false;
        }
    }
}
