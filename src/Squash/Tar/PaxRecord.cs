namespace Squash.Tar;

/// <summary>One record of a PAX extended header; key and value are bytes, never text (R27).</summary>
public readonly ref struct PaxRecord(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    /// <summary>The whole record: <c>length key=value\n</c>.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    /// <summary>What stands before the first <c>=</c>.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>What stands after it, cut by length: it may hold NUL, newline and <c>=</c>. Empty: no value (R27).</summary>
    public ReadOnlySpan<byte> Value { get; } = value;
}
