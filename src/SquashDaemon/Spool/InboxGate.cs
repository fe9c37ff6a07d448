using SquashDaemon.Configuration;

namespace SquashDaemon.Spool;

/// <summary>Judges a file that has stood still, by the one descriptor that it is squashed through afterwards.</summary>
/// <param name="settings">How long to wait.</param>
/// <param name="time">The clock.</param>
/// <param name="missing">What an archive lacks to be complete; null if nothing.</param>
internal sealed class InboxGate(
    SpoolSettings settings, TimeProvider time, Func<InputFile, CancellationToken, string?> missing)
{
    /// <summary>Opens the file and judges it; the caller disposes of <paramref name="opened"/> if there is one.</summary>
    public Verdict Judge(InboxFile file, out InputFile? opened, CancellationToken cancellationToken)
    {
        opened = null;
        try
        {
            opened = InputFile.Open(Path.Combine(settings.Folders.Inbox, file.Name), follow: false);
            return Judge(file, opened, cancellationToken);
        }
        catch (IOException error) when (error.HResult == Errno.Loop)
        {
            return new Verdict(WaitState.Ignored, "it is a symbolic link; put the archive itself here");
        }
        catch (IOException error) when (error.HResult == Errno.NoEntry)
        {
            return new Verdict(WaitState.Settling, "it has gone");
        }
        catch (IOException error) when (error.HResult is Errno.Access or Errno.NotPermitted)
        {
            return Denied("it");
        }
        catch (IOException error)
        {
            return new Verdict(
                WaitState.Unreadable, $"it cannot be read: {Squash.Text.Printable.Text(error.Message)}; it is tried again");
        }
    }

    private Verdict Judge(InboxFile file, InputFile opened, CancellationToken cancellationToken)
    {
        // Between the look at the name and the opening another file may have come to it.
        if (opened.Identity != file.Identity)
            return new Verdict(WaitState.Settling, "it has only just been written to");
        if (opened.IsBeingWritten)
            return new Verdict(WaitState.Writing, "a program has it open for writing");
        if (!MayReadOptions(file.Name, opened.Identity))
            return Denied(NameBytes.Show(IgnoreList.SidecarOf(file.Name)));
        if (missing(opened, cancellationToken) is not { } lack)
            return new Verdict(WaitState.Ready, "");
        return HasStoodStillFor(settings.IncompleteTimeout, file)
            ? new Verdict(WaitState.Ready, lack, IsCutOff: true)
            : new Verdict(WaitState.Incomplete, $"it is not complete: {lack}");
    }

    private static Verdict Denied(string what) => new(
        WaitState.Unreadable, $"squashd may not read {what} (user {Account.Name}); let it, for instance with chmod a+r");

    /// <summary>Here their owner can still let us, and in hand he cannot.</summary>
    private bool MayReadOptions(string name, FileIdentity archive)
    {
        var options = IgnoreList.SidecarOf(Path.Combine(settings.Folders.Inbox, name));
        return FileIdentity.Of(options, follow: false) is not { } found || !Claim.BelongsTo(archive, found)
            || InputFile.MayRead(options, found);
    }

    /// <summary>
    /// By our own clock since we have known it, or by the times that the kernel gave it, so that a daemon that runs now
    /// and then comes to an end too; not on another host's file system, whose clock may be wrong.
    /// </summary>
    private bool HasStoodStillFor(TimeSpan limit, InboxFile file) =>
        time.GetElapsedTime(file.StillSince) >= limit
        || (time.GetUtcNow() - file.Identity.ChangedAt >= limit && !FileSystem.Of(settings.Folders.Inbox).IsNetwork);
}
