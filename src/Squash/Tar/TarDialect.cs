namespace Squash.Tar;

/// <summary>Who defined the second half of a header block.</summary>
public enum TarDialect
{
    /// <summary>No magic: nothing after the link name is defined.</summary>
    V7,

    /// <summary>POSIX ustar, and pax, which builds on it.</summary>
    Ustar,

    /// <summary>ustar as star writes it: a prefix of 131 bytes, then atime and ctime.</summary>
    Star,

    /// <summary>Old GNU: atime, ctime and a sparse map where ustar has the prefix.</summary>
    Gnu,
}
