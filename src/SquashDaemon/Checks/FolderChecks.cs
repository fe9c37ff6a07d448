using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Checks;

/// <summary>Whether the folders of the spool can do what is asked of them, found out by doing it.</summary>
internal sealed class FolderChecks(DaemonSettings settings)
{
    private const uint OtherWriteBit = 2;
    private const uint GroupWriteBit = 0x10;
    private const uint StickyBit = 0x200;
    private readonly SpoolFolders _folders = settings.Spool.Folders;

    /// <summary>Looks at all of them; what is missing is made for the while.</summary>
    public IReadOnlyList<Finding> Find()
    {
        using var made = new MadeFolders();
        List<Finding> found =
        [
            Writable(made, "[spool] inbox", _folders.Inbox),
            Writable(made, "[spool] outbox", _folders.Outbox),
            Writable(made, "[spool] done", _folders.Done),
            Writable(made, "[spool] failed", _folders.Failed),
            Writable(made, "[spool] work", _folders.Work),
            Writable(made, "[spool] state", settings.Spool.State),
            Writable(made, "[logging] file", Path.GetDirectoryName(settings.LogFile)!),
        ];
        if (settings.Squash.Scratch is { } scratch)
            found.Add(Writable(made, "[squash] scratch", scratch));
        if (settings.Metrics.Textfile is { } textfile)
            found.Add(TextFile(made, textfile));
        if (found.All(finding => finding.Kind == FindingKind.Fine))
        {
            found.AddRange(Renames());
            found.Add(InboxMode());
            found.AddRange(new FileSystemChecks(settings).Find());
        }
        return found;
    }

    /// <summary>
    /// A folder that files of the inbox cannot be renamed into because it is on another file system, found out by
    /// renaming one; null if there is none. The folders exist, and are served by the caller alone.
    /// </summary>
    public Finding? Split() => Targets.Where(target => Rename(target.Path, isDaemons: true) is { HResult: Errno.CrossDevice })
        .Select(target => Split(target.Subject, target.Path)).FirstOrDefault();

    private (string Subject, string Path)[] Targets =>
        [("[spool] work", _folders.Work), ("[spool] done", _folders.Done), ("[spool] failed", _folders.Failed)];

    private IEnumerable<Finding> Renames() =>
        from target in Targets
        select Rename(target.Path) switch
        {
            null => Finding.Fine(target.Subject, "files can be renamed there from the inbox"),
            { HResult: Errno.CrossDevice } => Split(target.Subject, target.Path),
            { } error => Refusal(target.Subject, target.Path, error),
        };

    private IOException? Rename(string target, bool isDaemons = false)
    {
        try
        {
            using var probe = new ProbeFile(_folders.Inbox, isDaemons);
            probe.MoveTo(target);
            return null;
        }
        catch (IOException error)
        {
            return error;
        }
    }

    private Finding Split(string subject, string folder) => new(
        FindingKind.Fault, subject,
        $"{Printable.Text(folder)} and the inbox {Printable.Text(_folders.Inbox)} are on two file systems or mounts, "
        + "where nothing can be renamed from one to the other",
        $"set {subject} to a folder on the inbox's file system");

    private static Finding Writable(MadeFolders made, string subject, string folder)
    {
        try
        {
            var wasMissing = made.Make(folder);
            using var probe = new ProbeFile(folder);
            probe.Flush();
            return Finding.Fine(subject, wasMissing
                ? $"{Printable.Text(folder)} does not exist yet and can be made"
                : $"{Printable.Text(folder)} can be written");
        }
        catch (IOException error)
        {
            return Refusal(subject, folder, error);
        }
    }

    private static Finding TextFile(MadeFolders made, string path)
    {
        const string Subject = "[metrics] textfile";
        var folder = Writable(made, Subject, Path.GetDirectoryName(path)!);
        return folder.Kind == FindingKind.Fine && FileIdentity.Of(path, follow: false) is { IsDirectory: true }
            ? new Finding(FindingKind.Fault, Subject, $"{Printable.Text(path)} is a folder", "name a file in it")
            : folder;
    }

    private static Finding Refusal(string subject, string folder, IOException error)
    {
        var shown = Printable.Text(folder);
        return error.HResult switch
        {
            Errno.Access or Errno.NotPermitted => new Finding(
                FindingKind.NoPermission, subject, Printable.Text(error.Message),
                $"give {Printable.Text(Account.Name)} the right to write there, or choose another folder"),
            Errno.ReadOnlyFileSystem => new Finding(
                FindingKind.NoPermission, subject, Printable.Text(error.Message),
                "mount it for writing, name it in ReadWritePaths= of the unit, or choose another folder"),
            Errno.NotDirectory => new Finding(
                FindingKind.Fault, subject, $"{shown} is not a folder, or something above it is not",
                "choose another, or move away what is there"),
            Errno.NoSpace or Errno.Quota => new Finding(
                FindingKind.Fault, subject, Printable.Text(error.Message), "make room there"),
            _ => new Finding(
                FindingKind.Fault, subject, Printable.Text(error.Message), "mend that, or choose another folder"),
        };
    }

    private Finding InboxMode()
    {
        const string Subject = "[spool] inbox";
        const string So = "may write there, and so remove or replace what another has dropped";
        var shown = Printable.Text(_folders.Inbox);
        return FileIdentity.Of(_folders.Inbox) switch
        {
            { } inbox when (inbox.Mode & StickyBit) != 0 => Finding.Fine(Subject, "nobody may remove what another has dropped"),
            { } inbox when (inbox.Mode & OtherWriteBit) != 0 =>
                Finding.Warning(Subject, $"every user {So}", $"run: chmod 1733 {shown}"),
            { } inbox when (inbox.Mode & GroupWriteBit) != 0 =>
                Finding.Warning(Subject, $"its group {So}", $"run: chmod +t {shown}"),
            _ => Finding.Fine(Subject, "nobody may remove what another has dropped"),
        };
    }
}
