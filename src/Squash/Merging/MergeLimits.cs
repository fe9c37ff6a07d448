namespace Squash.Merging;

/// <summary>
/// What is kept in memory or written again for small input at most; beyond it an archive is made to exhaust us, since no
/// file system holds so much of the kind.
/// </summary>
internal static class MergeLimits
{
    /// <summary>Bytes of the paths of all directories without an entry: one path may imply two thousand.</summary>
    public const long ImplicitPathBytes = 32 << 20;

    /// <summary>
    /// Bytes, and 16 for each, of the paths of entries that symbolic links of their own layer lead elsewhere; as many of the
    /// targets of such a layer's links.
    /// </summary>
    public const long EntryBytes = 16 << 20;

    /// <summary>Bytes of targets that are followed for all entries of an image.</summary>
    public const long FollowedBytes = 64 << 20;

    /// <summary>Bytes of records that an entry may have without being counted: times, and attributes of usual size.</summary>
    public const int UsualRecordBytes = 512;

    /// <summary>Bytes beyond the usual of what is kept: records of directories and of files with hard links.</summary>
    public const long KeptRecordBytes = 32 << 20;

    /// <summary>Bytes beyond the usual of what is written again for every hard link (R22).</summary>
    public const long RepeatedRecordBytes = 256 << 20;
}
