namespace Squash.Tar;

/// <summary>
/// The entry that a <see cref="TarReader"/> stands on. It is reused: spans hold until the next read, and those of the
/// header (<see cref="HeaderBytes"/>, <see cref="PaxPayload"/>, names) only until data is read.
/// </summary>
public sealed class TarEntry
{
    private readonly TarWindow _window;
    private byte[] _path = new byte[256];
    private byte[] _linkPath = new byte[256];
    private int _pathLength;
    private int _linkPathLength;
    internal readonly List<SparseSegment> Segments = [];
    internal int HeaderLength;
    internal Range PaxRange;
    internal Range MtimeRange;
    internal Range UserNameRange;
    internal Range GroupNameRange;

    internal TarEntry(TarWindow window) => _window = window;

    /// <summary>The path as recorded, not normalised; bytes, not text.</summary>
    public ReadOnlySpan<byte> Path => _path.AsSpan(0, _pathLength);

    /// <summary>The target of a hard or symbolic link as recorded.</summary>
    public ReadOnlySpan<byte> LinkPath => _linkPath.AsSpan(0, _linkPathLength);

    /// <summary>The type.</summary>
    public TarEntryType Type { get; internal set; }

    /// <summary>Offset of the entry's first header in the stream.</summary>
    public long Offset { get; internal set; }

    /// <summary>Offset of its data in the stream.</summary>
    public long DataOffset { get; internal set; }

    /// <summary>Logical size in bytes: holes of sparse files count; 0 for all but regular files (R30).</summary>
    public long Size { get; internal set; }

    /// <summary>Bytes of data in the archive, without padding.</summary>
    public long StoredBytes { get; internal set; }

    /// <summary>Permission bits, setuid, setgid and sticky: the mode &amp; 07777 (R33).</summary>
    public ushort Mode { get; internal set; }

    /// <summary>Owner.</summary>
    public uint Uid { get; internal set; }

    /// <summary>Group.</summary>
    public uint Gid { get; internal set; }

    /// <summary>Modification time in whole seconds since 1970, rounded down.</summary>
    public long MtimeSeconds { get; internal set; }

    /// <summary>The modification time as the PAX record spells it; empty if only the header has it.</summary>
    public ReadOnlySpan<byte> MtimeText => HeaderBytes[MtimeRange];

    /// <summary>Major number of a device.</summary>
    public uint DevMajor { get; internal set; }

    /// <summary>Minor number of a device.</summary>
    public uint DevMinor { get; internal set; }

    /// <summary>User name; never maps to an ID (R27).</summary>
    public ReadOnlySpan<byte> UserName => HeaderBytes[UserNameRange];

    /// <summary>Group name.</summary>
    public ReadOnlySpan<byte> GroupName => HeaderBytes[GroupNameRange];

    /// <summary>The records of the extended header that applies; empty if there is none. Already known to parse.</summary>
    public ReadOnlySpan<byte> PaxPayload => HeaderBytes[PaxRange];

    /// <summary>Every header block of the entry, as it stands in the stream.</summary>
    public ReadOnlySpan<byte> HeaderBytes => _window.Buffered[..HeaderLength];

    /// <summary>
    /// Whether the header blocks may be copied as they stand: ustar with at most one extended header, no field beyond
    /// what every engine loads and saves again. The path's form is not judged here (FLATTEN-RULES 1.7).
    /// </summary>
    public bool IsCanonical { get; internal set; }

    /// <summary>Whether data is stored with holes left out.</summary>
    public bool IsSparse { get; internal set; }

    /// <summary>Forgets what is not set for every entry.</summary>
    internal void Reset(long offset)
    {
        (Offset, DataOffset) = (offset, offset);
        ForgetHeader();
        (Size, StoredBytes) = (0, 0);
        (DevMajor, DevMinor) = (0, 0);
        (IsCanonical, IsSparse) = (true, false);
        Segments.Clear();
    }

    /// <summary>Lets go of the header blocks, which the window is about to leave behind.</summary>
    internal void ForgetHeader()
    {
        HeaderLength = 0;
        (PaxRange, MtimeRange, UserNameRange, GroupNameRange) = (default, default, default, default);
    }

    internal void SetPath(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix = default)
    {
        _pathLength = 0;
        if (!prefix.IsEmpty)
        {
            Append(ref _path, ref _pathLength, prefix);
            Append(ref _path, ref _pathLength, "/"u8);
        }
        Append(ref _path, ref _pathLength, path);
    }

    internal void SetLinkPath(ReadOnlySpan<byte> path)
    {
        _linkPathLength = 0;
        Append(ref _linkPath, ref _linkPathLength, path);
    }

    private static void Append(ref byte[] buffer, ref int length, ReadOnlySpan<byte> text)
    {
        if (length + text.Length > TarLimits.PathBytes)
            throw new InvalidDataException($"a path is longer than {TarLimits.PathBytes} bytes");
        if (length + text.Length > buffer.Length)
            Array.Resize(ref buffer, TarLimits.PathBytes);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }
}
