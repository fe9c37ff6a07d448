namespace SquashDaemon.Spool;

/// <summary>An output that is complete and on the disk; what a recovery knows it by.</summary>
/// <param name="Name">Its name in the outbox.</param>
/// <param name="Inode">Its number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Digest of its bytes, in hexadecimal.</param>
internal sealed record OutputRecord(SpoolName Name, ulong Inode, long Size, string Sha256);
