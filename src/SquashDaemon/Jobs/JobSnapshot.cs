using System.Globalization;

namespace SquashDaemon.Jobs;

/// <summary>How far a job is at one moment.</summary>
/// <param name="Name">Its name, as it may be printed.</param>
/// <param name="Stage">What its worker is doing.</param>
internal sealed record JobSnapshot(string Name, JobStage Stage)
{
    /// <summary>The job's ID; empty while it is not taken yet.</summary>
    public string Id { get; init; } = "";

    /// <summary>Input bytes read so far, of both passes.</summary>
    public long DoneBytes { get; init; }

    /// <summary>Input bytes to read.</summary>
    public long TotalBytes { get; init; }

    /// <summary>The rate of the last ten seconds.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>The time that is left; null while there is no telling.</summary>
    public long? SecondsLeft { get; init; }

    /// <summary>How far it is.</summary>
    public int Percent => TotalBytes == 0 ? 0 : (int)(DoneBytes * 100 / TotalBytes);

    /// <summary><c>43 %, 210 MB/s, 12 s left</c>, or what it does if that has no figures.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => Stage == JobStage.Squashing
        ? string.Create(CultureInfo.InvariantCulture, $"{Percent} %, {BytesPerSecond / 1_000_000} MB/s")
            + (SecondsLeft is { } left ? string.Create(CultureInfo.InvariantCulture, $", {left} s left") : "")
        : Stage switch
        {
            JobStage.Judging => "looking whether it is complete",
            JobStage.Opening => "opening",
            JobStage.Flushing => "writing to the disk",
            JobStage.Hook => "running a hook",
            _ => "publishing",
        };
}
