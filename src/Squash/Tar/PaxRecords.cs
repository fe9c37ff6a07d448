using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>
/// The records of one PAX extended header, in order (POSIX pax, "pax Extended Header"). Enumerating throws
/// <see cref="InvalidDataException"/> at the first malformed record.
/// </summary>
public ref struct PaxRecords(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _next;

    /// <summary>The current record.</summary>
    public PaxRecord Current { get; private set; }

    /// <summary>For foreach.</summary>
    public readonly PaxRecords GetEnumerator() => this;

    /// <summary>Reads one record; false at the end.</summary>
    public bool MoveNext()
    {
        var rest = _payload[_next..];
        if (rest.IsEmpty)
            return false;
        if (!Utf8Parser.TryParse(rest, out uint length, out var digits)
            || rest[0] == '+' || length > (uint)rest.Length || digits + 3 > length || rest[digits] != ' '
            || rest[(int)length - 1] != '\n')
            throw new InvalidDataException("a PAX record is malformed (its length, blank or newline is wrong)");
        var raw = rest[..(int)length];
        var text = raw[(digits + 1)..^1];
        var equals = text.IndexOf((byte)'=');
        if (equals < 1 || text[..equals].Contains((byte)0))
            throw new InvalidDataException("a PAX record has no valid key");
        Current = new PaxRecord(raw, text[..equals], text[(equals + 1)..]);
        _next += raw.Length;
        return true;
    }
}
