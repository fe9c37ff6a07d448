using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// What follows when an output has its name: its report, the original put away, the job's folder gone. Every step can be
/// done again, so that a recovery just does all of them.
/// </summary>
internal sealed class Completion(Outbox outbox, KeptFiles kept)
{
    private const int LargestReportBytes = 64 << 20;

    /// <summary>Finishes a job whose output is in the outbox.</summary>
    public void Finish(Job job, SpoolSettings settings)
    {
        var (folder, record) = (job.Folder, job.Record);
        var output = record.Output!.Name.Text;
        if (SmallFile.Read(folder.Report, LargestReportBytes) is { } report)
            outbox.WriteReport(record.Id, output, report);
        if (FileIdentity.Of(folder.Input, follow: false) is not null || FileIdentity.Of(folder.Options, follow: false) is not null)
            PutAway(folder, record, settings, Outbox.ReportOf(output));
        else
            folder.Remove();
    }

    private void PutAway(JobFolder folder, JobRecord record, SpoolSettings settings, string report)
    {
        switch (settings.OnSuccess)
        {
            case OriginalPolicy.Keep:
                kept.Add(record.Input, report);
                Release.Into(settings.Folders.Inbox, folder, record.Name.Text, settings.RequireMarker);
                break;
            case OriginalPolicy.Delete:
                Durable.Remove(folder.Input);
                Durable.FlushDirectory(folder.Path);
                folder.Remove();
                break;
            default:
                Release.Into(settings.Folders.Done, folder, record.Name.Text, marker: null);
                break;
        }
    }
}
