namespace SquashDaemon.Configuration;

/// <summary>Every key that there is.</summary>
internal static class SettingKeys
{
    /// <summary>All of them, in the order of the example; a key follows those that its default comes from.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        .. SpoolKeys.All, .. SquashKeys.All, .. RetryKeys.All, .. LimitKeys.All, .. LoggingKeys.All, .. HookKeys.All,
    ];

    /// <summary>The key of a name, whatever its case; null if there is none.</summary>
    public static SettingKey? Find(string section, string name) => All.FirstOrDefault(key =>
        key.Section.Equals(section, StringComparison.OrdinalIgnoreCase)
        && key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The key that was probably meant: of the same section if there is one of that name, else of any.
    /// </summary>
    public static SettingKey Nearest(string section, string name)
    {
        var isSection = All.Any(key => key.Section.Equals(section, StringComparison.OrdinalIgnoreCase));
        return All
            .OrderBy(key => EditDistance.Of(key.Name, name)
                // A name that is right elsewhere is likelier than another name here.
                + (isSection && key.Section.Equals(section, StringComparison.OrdinalIgnoreCase) ? 0 : 1))
            .ThenBy(key => EditDistance.Of(key.Section, section))
            .First();
    }
}
