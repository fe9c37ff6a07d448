using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Squashes one archive.</summary>
internal delegate SquashReport Engine(
    InputFile input, Stream output, SquashSettings settings, IProgress<SquashProgress> progress, CancellationToken cancellationToken);
