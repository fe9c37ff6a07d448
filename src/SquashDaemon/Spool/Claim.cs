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
    public static JobFolder? Take(InputFile file, string name, SpoolSettings settings, DateTimeOffset now)
    {
        var (inbox, work) = (settings.Folders.Inbox, settings.Folders.Work);
        var folder = new JobFolder(Path.Combine(work, JobFolder.NewId(file.Identity, now)));
        Announce(folder, new JobRecord(folder.Id, new SpoolName(name), now) { Input = InputRecord.Of(file.Identity) });
        var source = Path.Combine(inbox, name);
        var isTaken = false;
        try
        {
            TakeBeside(folder.Options, source, IgnoreList.SidecarOf(""), file.Identity);
            isTaken = TryMove(source, folder.Input) && IsThatFile(file, source, folder);
        }
        finally
        {
            if (!isTaken)
            {
                PutBack(folder.Options, source, IgnoreList.SidecarOf(""));
                folder.Remove();
            }
        }
        if (!isTaken)
            return null;
        TakeMarker(source, folder, settings.RequireMarker, file.Identity);
        FlushBoth(folder.Path, inbox);
        return folder;
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
    private static void FlushBoth(string work, string inbox)
    {
        try
        {
            Durable.FlushDirectory(work);
            Durable.FlushDirectory(inbox);
        }
        catch (IOException)
        {
            // What is wrong with the disk shows when something has to be durable.
        }
    }

    private static bool IsThatFile(InputFile file, string source, JobFolder folder)
    {
        if (FileIdentity.Of(folder.Input, follow: false) is { } taken && taken.IsSameFile(file.Identity))
            return true;
        PutBack(folder.Input, source, "");
        return false;
    }

    /// <summary>Takes what belongs to an archive. It is looked at once more when nobody can replace it any more.</summary>
    private static void TakeBeside(string target, string source, string suffix, FileIdentity archive)
    {
        if (BelongsTo(archive, FileIdentity.Of(source + suffix, follow: false)) && TryMove(source + suffix, target)
            && !BelongsTo(archive, FileIdentity.Of(target, follow: false)))
            PutBack(target, source, suffix);
    }

    /// <summary>Gives back what there is, under its name or one beside it if another has come to that.</summary>
    private static void PutBack(string taken, string source, string suffix)
    {
        var (inbox, name) = (Path.GetDirectoryName(source)!, Path.GetFileName(source));
        for (var number = 1; FileIdentity.Of(taken, follow: false) is not null; number++)
            Durable.TryRename(taken, Path.Combine(inbox, FreeName.Of(name, number, suffix.Length) + suffix));
    }

    private static void TakeMarker(string source, JobFolder folder, string? marker, FileIdentity archive)
    {
        if (marker is null)
            return;
        try
        {
            TakeBeside(folder.Marker, source, marker, archive);
        }
        catch (IOException)
        {
            // The archive is taken, and its marker has done its duty.
        }
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
