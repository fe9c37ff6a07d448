namespace SquashDaemon.Spool;

/// <summary>The state of an original when it was taken.</summary>
/// <param name="Inode">Its number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedNanoseconds">Modification time since 1970.</param>
/// <param name="Owner">Whose it is.</param>
internal readonly record struct InputRecord(ulong Inode, long Size, long ModifiedNanoseconds, uint Owner)
{
    /// <summary>The state of a file.</summary>
    public static InputRecord Of(FileIdentity identity) =>
        new(identity.Inode, identity.Size, identity.ModifiedNanoseconds, identity.Owner);
}
