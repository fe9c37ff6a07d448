using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>How far a claimed archive is; each is durable before what it names begins.</summary>
[JsonConverter(typeof(SnakeCaseEnum<JobPhase>))]
internal enum JobPhase
{
    /// <summary>Taken out of the inbox, or about to be.</summary>
    Claimed,

    /// <summary>An attempt is under way. Found at a start, it means that the daemon died in it.</summary>
    Running,

    /// <summary>It waits for its next attempt.</summary>
    Deferred,

    /// <summary>The output is complete and on the disk, and about to get its name.</summary>
    Publishing,

    /// <summary>The output has its name; the original is to be put away.</summary>
    Published,
}
