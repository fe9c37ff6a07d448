namespace Squash.Tar;

/// <summary>What <see cref="TarHeaderWriter"/> writes: one entry's fields, as spans over whoever owns them.</summary>
public ref struct TarHeader
{
    /// <summary>The path, clean: no leading <c>/</c> or <c>./</c>, a directory's ends in <c>/</c>.</summary>
    public ReadOnlySpan<byte> Path { get; set; }

    /// <summary>The target of a link.</summary>
    public ReadOnlySpan<byte> LinkPath { get; set; }

    /// <summary>The type.</summary>
    public TarEntryType Type { get; set; }

    /// <summary>Bytes of data that follow; 0 for all but regular files.</summary>
    public long Size { get; set; }

    /// <summary>Permission bits.</summary>
    public ushort Mode { get; set; }

    /// <summary>Owner.</summary>
    public uint Uid { get; set; }

    /// <summary>Group.</summary>
    public uint Gid { get; set; }

    /// <summary>Modification time in whole seconds, rounded down.</summary>
    public long MtimeSeconds { get; set; }

    /// <summary>The time's decimal spelling; empty if it is <see cref="MtimeSeconds"/>.</summary>
    public ReadOnlySpan<byte> MtimeText { get; set; }

    /// <summary>Major number of a device.</summary>
    public uint DevMajor { get; set; }

    /// <summary>Minor number of a device.</summary>
    public uint DevMinor { get; set; }

    /// <summary>User name.</summary>
    public ReadOnlySpan<byte> UserName { get; set; }

    /// <summary>Group name.</summary>
    public ReadOnlySpan<byte> GroupName { get; set; }

    /// <summary>Records to pass through (xattrs, atime, vendors'); those that a field or rule supersedes are left out.</summary>
    public ReadOnlySpan<byte> Records { get; set; }

    /// <summary>The fields of an entry that was read; its logical size, so that sparse files are expanded (R29).</summary>
    public static TarHeader From(TarEntry entry) => new()
    {
        Path = entry.Path,
        LinkPath = entry.Type is TarEntryType.HardLink or TarEntryType.SymbolicLink ? entry.LinkPath : default,
        Type = entry.Type,
        Size = entry.Size,
        Mode = entry.Mode,
        Uid = entry.Uid,
        Gid = entry.Gid,
        MtimeSeconds = entry.MtimeSeconds,
        MtimeText = entry.MtimeText,
        DevMajor = entry.DevMajor,
        DevMinor = entry.DevMinor,
        UserName = entry.UserName,
        GroupName = entry.GroupName,
        Records = entry.PaxPayload,
    };
}
