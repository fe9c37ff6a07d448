namespace SquashDaemon.Configuration;

/// <summary><c>[metrics]</c>: figures for a monitor.</summary>
internal sealed record MetricsSettings
{
    /// <summary><c>textfile</c>: the full path of a Prometheus text file; null: none.</summary>
    public string? Textfile { get; init; }
}
