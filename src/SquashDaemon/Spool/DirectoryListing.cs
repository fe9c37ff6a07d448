using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>The names in a directory, as the bytes that they are (getdents64(2)).</summary>
internal static class DirectoryListing
{
    private const int BufferBytes = 1 << 15;
    private const int NameOffset = 19;

    /// <summary>Every name but <c>.</c> and <c>..</c>, in no order, up to a number.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static List<string> Names(string path, int most = int.MaxValue)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0);
        if (descriptor < 0)
            throw Errno.Last("cannot open the folder", path);
        using var directory = new SafeFileHandle(descriptor, ownsHandle: true);
        var names = new List<string>();
        var buffer = new byte[BufferBytes];
        while (names.Count < most)
        {
            var read = LibC.List(LibC.ListCall, descriptor, buffer, buffer.Length);
            if (read < 0)
                throw Errno.Last("cannot read the folder", path);
            if (read == 0)
                break;
            Add(buffer.AsSpan(0, (int)read), names);
        }
        return names;
    }

    // struct linux_dirent64: inode (8), offset (8), length (2), type (1), name and its zero.
    private static void Add(ReadOnlySpan<byte> entries, List<string> names)
    {
        while (!entries.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entries[16..]);
            var name = entries[NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add(NameBytes.Decode(name));
            entries = entries[length..];
        }
    }
}
