using Squash;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Passes progress on, and hands what is written so far to the disk.</summary>
internal sealed class HandingOver(JobProgress progress, PartFile part) : IProgress<SquashProgress>
{
    /// <inheritdoc/>
    public void Report(SquashProgress value)
    {
        progress.Report(value);
        part.HandOver();
    }
}
