namespace SquashDaemon.Configuration;

/// <summary>
/// One key of <c>squashd.conf</c>. The table of them (<see cref="SettingKeys"/>) is the one truth: it reads the files,
/// knows what is unknown, and writes the example.
/// </summary>
/// <param name="Section">The section that it stands in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Default">What holds where it is not given.</param>
/// <param name="Text">What it does and why one would change it.</param>
/// <param name="Binding">What its text means.</param>
internal sealed record SettingKey(string Section, string Name, string Default, string Text, SettingBinding Binding)
{
    /// <summary>Whether it only changes by a restart.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Both names, as people write them.</summary>
    public string FullName => $"[{Section}] {Name}";
}
