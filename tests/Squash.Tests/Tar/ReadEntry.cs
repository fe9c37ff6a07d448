namespace Squash.Tests.Tar;

/// <summary>All that a reader says of one entry, as text of Latin-1.</summary>
internal sealed record ReadEntry(
    string Path, string LinkPath, TarEntryType Type, long Size, int Mode, uint Uid, uint Gid, long Mtime,
    string MtimeText, uint DevMajor, uint DevMinor, string UserName, string GroupName, string Pax, bool IsCanonical,
    bool IsSparse, long Offset, long DataOffset, string Content);
