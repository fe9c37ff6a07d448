using System.Text.Json.Serialization;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What a worker is doing.</summary>
[JsonConverter(typeof(SnakeCaseEnum<JobStage>))]
internal enum JobStage
{
    /// <summary>It looks whether the archive is complete.</summary>
    Judging,

    /// <summary>It opens the archive, which expands one that is compressed.</summary>
    Opening,

    /// <summary>It squashes; only this shows by figures that it moves.</summary>
    Squashing,

    /// <summary>It makes the output durable.</summary>
    Flushing,

    /// <summary>It gives the output its name and puts the original away.</summary>
    Publishing,

    /// <summary>It waits for a program of the user.</summary>
    Hook,
}
