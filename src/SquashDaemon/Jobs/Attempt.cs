using System.Text.Json;
using Microsoft.Extensions.Logging;
using Squash;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>One attempt at a claimed archive, up to its output in the outbox.</summary>
internal sealed class Attempt(Outbox outbox, Engine squash, FolderGuard guard, TimeProvider time, ILogger log)
{
    private static readonly string Version =
        typeof(Attempt).Assembly.GetName().Version is { } version ? version.ToString(3) : "";

    /// <summary>Squashes the archive and publishes the output; the job is <see cref="JobPhase.Published"/> then.</summary>
    /// <exception cref="InputChangedException">It was written to meanwhile, and nothing is published.</exception>
    /// <exception cref="SidecarException">Its options are wrong.</exception>
    /// <exception cref="DeniedException">It or its options may not be read.</exception>
    public void Run(Job job, DaemonSettings settings, JobProgress progress, CancellationToken cancellationToken)
    {
        // The try before this one may have failed a while ago.
        guard.Check();
        outbox.RemoveParts(job.Record.Id);
        // It was about to fail, and could not be put where it belongs then; a recovery would do that although it is published.
        Durable.Remove(job.Folder.ErrorJson);
        try
        {
            Write(job, Sidecar.Apply(settings, job.Folder, job.Record.Name.Text), progress, cancellationToken);
        }
        finally
        {
            // Only the job knows its part: where that cannot be removed, the job stays.
            outbox.RemoveParts(job.Record.Id);
        }
    }

    private void Write(Job job, SquashSettings settings, JobProgress progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        progress.Enter(JobStage.Opening);
        using var input = DeniedException.Guard(job.Shown, () => InputFile.Open(job.Folder.Input, follow: false));
        if (InputRecord.Of(input.Identity) != job.Record.Input)
            throw new InputChangedException();
        using var part = PartFile.CreateNew(outbox.PartOf(job.Record.Id), Rights.Of(input));
        try
        {
            var report = squash(input, part.Stream, settings, progress, cancellationToken);
            progress.Enter(JobStage.Flushing);
            var digest = part.Hash(() => progress.Enter(JobStage.Flushing), cancellationToken);
            part.Seal();
            if (input.HasChanged)
                throw new InputChangedException();
            cancellationToken.ThrowIfCancellationRequested();
            progress.Enter(JobStage.Publishing);
            guard.Check();
            var seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
            job.Report = report;
            Publish(
                part, job,
                (name, identity) => Announce(job, report, seconds, new OutputRecord(new SpoolName(name), identity.Inode, identity.Size, digest)),
                cancellationToken);
            // Where that is not written, a recovery sees it in the outbox.
            job.TryNote(job.Record with { Phase = JobPhase.Published });
            foreach (var warning in report.Warnings)
                JobLog.Warned(log, job.Shown, Printable.Text(warning));
        }
        finally
        {
            job.WrittenBytes = part.Identity.Size;
        }
    }

    private void Publish(PartFile part, Job job, Action<string, FileIdentity> announce, CancellationToken cancellationToken)
    {
        try
        {
            outbox.Publish(part, $"{FreeName.Stem(job.Record.Name.Text)}.tar", announce, cancellationToken);
        }
        catch (IOException) when (job.Record is { Phase: JobPhase.Publishing, Output: { } output } && outbox.Has(output))
        {
            // It has its name, and may have been taken away by now. The folder is flushed again with its report.
        }
    }

    /// <summary>From here on a recovery finishes the job by what is written here.</summary>
    private void Announce(Job job, SquashReport report, double seconds, OutputRecord output)
    {
        var document = new OutputReport(Version, output.Name, output.Sha256)
        {
            Id = job.Record.Id,
            Input = job.Record.Name,
            InputBytes = report.InputBytes,
            OutputBytes = output.Size,
            Images = report.Images,
            Warnings = report.Warnings,
            Attempts = job.Record.Attempts,
            Seconds = seconds,
            FinishedAt = time.GetUtcNow(),
        };
        Durable.WriteFile(job.Folder.Report, JsonSerializer.SerializeToUtf8Bytes(document, JobsJson.Default.OutputReport));
        job.Note(job.Record with { Phase = JobPhase.Publishing, Output = output });
    }
}
