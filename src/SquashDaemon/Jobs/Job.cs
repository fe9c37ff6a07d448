using Squash;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>A claimed archive in the hands of the daemon.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="record">What is remembered of it.</param>
internal sealed class Job(JobFolder folder, JobRecord record)
{
    /// <summary>Its folder.</summary>
    public JobFolder Folder { get; } = folder;

    /// <summary>What is remembered of it; as durable as the disk allowed.</summary>
    public JobRecord Record { get; set; } = record;

    /// <summary>Its name in the inbox, as it may be printed.</summary>
    public string Shown => Record.Name.Shown;

    /// <summary>Why it had failed when the daemon ended, before it was put where it belongs then; null: it had not.</summary>
    public ErrorRecord? Failure { get; init; }

    /// <summary>What was made of it, if this daemon made it.</summary>
    public SquashReport? Report { get; set; }

    /// <summary>Bytes of output that the last attempt wrote.</summary>
    public long WrittenBytes { get; set; }

    /// <summary>Makes a new record durable.</summary>
    public void Note(JobRecord record) => Record = Folder.Write(record);

    /// <summary>The same where a disk that fails must not stop us; whether it is durable.</summary>
    public bool TryNote(JobRecord record)
    {
        Record = record;
        try
        {
            Folder.Write(record);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
