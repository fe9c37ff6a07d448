using Microsoft.Extensions.Logging;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What a worker works with.</summary>
/// <param name="Settings">What holds for it to its end.</param>
/// <param name="Gate">Judges files.</param>
/// <param name="Guard">The folders.</param>
/// <param name="Runner">Runs jobs.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record WorkerTools(DaemonSettings Settings, InboxGate Gate, FolderGuard Guard, JobRunner Runner, TimeProvider Time, ILogger Log);
