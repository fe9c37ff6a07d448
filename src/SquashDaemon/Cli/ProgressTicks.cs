using Squash;
using SquashDaemon.Jobs;

namespace SquashDaemon.Cli;

/// <summary>The progress of a squash as a sign of life.</summary>
internal sealed class ProgressTicks(DaemonStatus status) : IProgress<SquashProgress>
{
    /// <inheritdoc/>
    public void Report(SquashProgress value) => status.Tick();
}
