namespace Squash.Verifying;

/// <summary>What is thrown for an entry that a rule refuses: one sentence that begins with its name.</summary>
internal static class Refusal
{
    /// <summary>Where the exception's data holds the <see cref="LayerEntry"/>.</summary>
    public const string Entry = "entry";

    /// <summary>Makes the exception; <paramref name="reason"/> ends with the rule.</summary>
    public static InvalidDataException Of(LayerEntry entry, string reason) =>
        new($"{entry.Name}: {reason}") { Data = { [Entry] = entry } };
}
