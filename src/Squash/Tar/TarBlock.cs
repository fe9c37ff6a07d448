namespace Squash.Tar;

/// <summary>
/// A header block: 512 bytes, and the fields as named windows over them (POSIX pax, "ustar Interchange Format"; GNU
/// tar's <c>oldgnu_header</c>). Nothing is copied, nothing is checked but the length.
/// </summary>
public readonly ref struct TarBlock
{
    /// <summary>Bytes of a block.</summary>
    public const int Size = 512;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views the first 512 bytes of <paramref name="bytes"/>.</summary>
    public TarBlock(ReadOnlySpan<byte> bytes) => _bytes = bytes[..Size];

#pragma warning disable CS1591 // The names are those of the standard; offset and length are the documentation.
    public ReadOnlySpan<byte> Name => _bytes.Slice(0, 100);
    public ReadOnlySpan<byte> Mode => _bytes.Slice(100, 8);
    public ReadOnlySpan<byte> Uid => _bytes.Slice(108, 8);
    public ReadOnlySpan<byte> Gid => _bytes.Slice(116, 8);
    public ReadOnlySpan<byte> EntrySize => _bytes.Slice(124, 12);
    public ReadOnlySpan<byte> Mtime => _bytes.Slice(136, 12);
    public ReadOnlySpan<byte> Checksum => _bytes.Slice(148, 8);
    public byte Typeflag => _bytes[156];
    public ReadOnlySpan<byte> Linkname => _bytes.Slice(157, 100);
    public ReadOnlySpan<byte> MagicAndVersion => _bytes.Slice(257, 8);
    public ReadOnlySpan<byte> Uname => _bytes.Slice(265, 32);
    public ReadOnlySpan<byte> Gname => _bytes.Slice(297, 32);
    public ReadOnlySpan<byte> DevMajor => _bytes.Slice(329, 8);
    public ReadOnlySpan<byte> DevMinor => _bytes.Slice(337, 8);
    public ReadOnlySpan<byte> Prefix => _bytes.Slice(345, 155);
    public ReadOnlySpan<byte> StarPrefix => _bytes.Slice(345, 131);
    public ReadOnlySpan<byte> StarTrailer => _bytes.Slice(508, 4);
    public ReadOnlySpan<byte> GnuAtime => _bytes.Slice(345, 12);
    public ReadOnlySpan<byte> GnuCtime => _bytes.Slice(357, 12);
    public ReadOnlySpan<byte> GnuSparse => _bytes.Slice(386, 96);
    public byte GnuIsExtended => _bytes[482];
    public ReadOnlySpan<byte> GnuRealSize => _bytes.Slice(483, 12);
    public ReadOnlySpan<byte> ExtensionSparse => _bytes.Slice(0, 504);
    public byte ExtensionIsExtended => _bytes[504];
#pragma warning restore CS1591

    /// <summary>Whether every byte is zero: half an end marker.</summary>
    public bool IsZero => !_bytes.ContainsAnyExcept((byte)0);

    /// <summary>
    /// Whether every engine reads this block alike: plain ustar, ASCII only, numbers in octal that end within their
    /// field, no device numbers that are none.
    /// </summary>
    public bool IsPlainUstar =>
        MagicAndVersion.SequenceEqual("ustar\u000000"u8) && Dialect == TarDialect.Ustar
        && !_bytes.ContainsAnyInRange<byte>(0x80, 0xFF)
        && IsTerminated(Mode) && IsTerminated(Uid) && IsTerminated(Gid) && IsTerminated(EntrySize) && IsTerminated(Mtime)
        && TarNumber.TryParseOctal(DevMajor, out _) && TarNumber.TryParseOctal(DevMinor, out _);

    /// <summary>The dialect that magic and trailer tell.</summary>
    public TarDialect Dialect =>
        MagicAndVersion.SequenceEqual("ustar  \0"u8) ? TarDialect.Gnu
        : !MagicAndVersion.StartsWith("ustar\0"u8) ? TarDialect.V7
        : StarTrailer.SequenceEqual("tar\0"u8) ? TarDialect.Star
        : TarDialect.Ustar;

    /// <summary>Whether the stored checksum is that of the block, as POSIX (unsigned) or old writers (signed) sum it.</summary>
    public bool ChecksumMatches =>
        TarNumber.TryParseOctal(Checksum, out var stored)
        && (stored == TarChecksum.Unsigned(_bytes) || stored == TarChecksum.Signed(_bytes));

    private static bool IsTerminated(ReadOnlySpan<byte> field) => field[^1] is 0 or (byte)' ';

    /// <summary>A text field up to its first NUL.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
