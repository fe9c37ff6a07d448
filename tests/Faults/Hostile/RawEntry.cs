namespace Faults.Hostile;

/// <summary>What a header shall say. Strings hold bytes, one char each (Latin-1).</summary>
/// <param name="Name">The name, cut to its field.</param>
internal sealed record RawEntry(string Name)
{
    public char Type { get; init; } = '0';

    public string Link { get; init; } = "";

    /// <summary>The size that the header claims; null: that of the content.</summary>
    public long? Size { get; init; }

    public string Magic { get; init; } = "ustar\0" + "00";

    /// <summary>A last change, before the checksum is made.</summary>
    public Action<byte[]>? Change { get; init; }
}
