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
        var sidecar = Path.Combine(inbox, IgnoreList.SidecarOf(name));
        var hasSidecar = FileIdentity.Of(sidecar, follow: false) is { IsRegular: true } options
            // In a shared inbox nobody may decide about the archive of another.
            && options.Owner == file.Identity.Owner
            && TryMove(sidecar, folder.Options);
        var isTaken = false;
        try
        {
            isTaken = TryMove(source, folder.Input) && IsThatFile(file, source, folder);
        }
        finally
        {
            if (!isTaken)
            {
                if (hasSidecar)
                    TryMove(folder.Options, sidecar);
                folder.Remove();
            }
        }
        if (!isTaken)
            return null;
        if (settings.RequireMarker is { } marker)
            TryMove(source + marker, folder.Marker);
        FlushBoth(folder.Path, inbox);
        return folder;
    }

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
        Durable.TryRename(folder.Input, source);
        return false;
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
