namespace Squash.Tar;

/// <summary>What the tar tower accepts at most; beyond it no engine could load the entry either.</summary>
public static class TarLimits
{
    /// <summary>Bytes of one extended header (PAX or GNU long name). Go's reader, and so every engine, refuses more.</summary>
    public const int ExtendedHeaderBytes = 1 << 20;

    /// <summary>Bytes of one path or link target as it is recorded: Linux PATH_MAX, whose NUL may be a slash here.</summary>
    public const int PathBytes = 4096;

    /// <summary>
    /// Bytes of all headers of one entry, sparse map included: the largest extended header, and room for long names.
    /// </summary>
    public const int HeaderBytes = ExtendedHeaderBytes + (16 << 10);

    /// <summary>Segments of one sparse file: as many as fit into one extended header.</summary>
    public const int SparseSegments = ExtendedHeaderBytes / 4;

    /// <summary>Logical bytes of one entry. Larger than any disk that an image is for, small enough for checked sums.</summary>
    public const long EntryBytes = 1L << 44;
}
