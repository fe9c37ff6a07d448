using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>Who may read a file, so that nobody else may read what is made of it.</summary>
internal static class Rights
{
    private const string AccessList = "system.posix_acl_access";
    private const uint Readable = 0x124;
    private const uint OwnerReadWrite = 0x180;
    private const uint GroupAndOthers = 0x24;

    /// <summary>
    /// A file as its rights are for others. Where it has an access control list, the bits of its group only say what the list
    /// may grant at most.
    /// </summary>
    public static FileIdentity Of(InputFile file) =>
        LibC.GetAttribute((int)file.Handle.DangerousGetHandle(), AccessList, [], 0) > 0
            ? file.Identity with { Mode = WithoutGroup(file.Identity.Mode) }
            : file.Identity;

    /// <summary>The mode of what is made of a file: as readable as that, and writable for its owner alone.</summary>
    public static uint ModeLike(FileIdentity like) => (like.Mode & Readable) | OwnerReadWrite;

    /// <summary>Gives a new file the mode of what is made of another.</summary>
    public static void ChangeMode(SafeFileHandle file, string path, FileIdentity like)
    {
        if (LibC.ChangeMode((int)file.DangerousGetHandle(), ModeLike(like)) != 0)
            throw Errno.Last("cannot change the mode of", path);
    }

    /// <summary>
    /// Gives a new file of ours to whom another belongs, as far as we may; what cannot be given to that one's group is for
    /// the group only if it is for all.
    /// </summary>
    public static void Share(SafeFileHandle file, string path, FileIdentity like)
    {
        var descriptor = (int)file.DangerousGetHandle();
        var made = FileIdentity.Of(file, path);
        // The group and the mode first: those of what is another's are not ours to set.
        if (made.Group != like.Group && LibC.ChangeOwner(descriptor, LibC.Same, like.Group) != 0)
            like = like with { Mode = WithoutGroup(like.Mode) };
        ChangeMode(file, path, like);
        // Only with CAP_CHOWN; without it the file is ours, which is no less than there was.
        if (made.Owner != like.Owner)
            _ = LibC.ChangeOwner(descriptor, like.Owner, LibC.Same);
    }

    private static uint WithoutGroup(uint mode) => (mode & GroupAndOthers) == GroupAndOthers ? mode : mode & ~GroupAndOthers;
}
