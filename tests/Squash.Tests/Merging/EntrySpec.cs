namespace Squash.Tests.Merging;

/// <summary>An entry to be written into a layer. Strings hold bytes, one char each (Latin-1).</summary>
internal sealed record EntrySpec
{
    public required string Name { get; init; }

    public required char Typeflag { get; init; }

    public int Mode { get; init; } = 0b110_100_100;

    public long Uid { get; init; }

    public long Gid { get; init; }

    /// <summary>Seconds, decimal, with any fraction.</summary>
    public string Mtime { get; init; } = "0";

    public string LinkTarget { get; init; } = "";

    public string Data { get; init; } = "";

    public (long Major, long Minor) Device { get; init; }

    /// <summary>The size that the header claims, if not the length of the data.</summary>
    public long? ClaimedSize { get; init; }

    /// <summary>
    /// How a writer put it: <c>ustar</c>, <c>prefix</c> (a long name split over two fields), <c>gnu</c>, <c>v7</c>, or
    /// <c>global</c> (a global header before it).
    /// </summary>
    public string Form { get; init; } = "ustar";

    /// <summary>Records of the extended header, in this order, whatever they say.</summary>
    public IReadOnlyList<(string Key, string Value)> Records { get; init; } = [];
}
