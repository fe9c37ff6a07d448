namespace SquashDaemon.Configuration;

/// <summary>What a reading of the configuration gave.</summary>
/// <param name="Settings">What holds, if there are no mistakes.</param>
/// <param name="Mistakes">Everything that is wrong.</param>
/// <param name="Origins">Where each key is given that is given.</param>
internal sealed record LoadedSettings(
    DaemonSettings Settings, IReadOnlyList<Mistake> Mistakes, IReadOnlyDictionary<SettingKey, SettingPlace> Origins)
{
    /// <summary>The files that were read, in that order.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}
