namespace Squash.Verifying;

/// <summary>One entry of a layer as the model sees it: everything that shows in a file system, and no data.</summary>
internal sealed record LayerEntry
{
    /// <summary>What nearly every entry has.</summary>
    public static readonly IReadOnlyDictionary<ByteString, ByteString> NoRecords =
        new Dictionary<ByteString, ByteString>();

    /// <summary>The name as the layer has it, not normalised.</summary>
    public required ByteString Name { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Mode, owner, group and time.</summary>
    public required Attributes Attributes { get; init; }

    /// <summary>The target of a symbolic or hard link, not normalised.</summary>
    public ByteString LinkTarget { get; init; } = new("");

    /// <summary>Major and minor number of a device.</summary>
    public (long Major, long Minor) Device { get; init; }

    /// <summary>Length of the data; 0 where there is none.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the data, in hex; empty where there is none.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Extended attributes and every other record that has no field of its own, by its full key.</summary>
    public IReadOnlyDictionary<ByteString, ByteString> Records { get; init; } = NoRecords;
}
