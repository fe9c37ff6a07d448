using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Interop.Tests;

/// <summary>
/// Every path below a folder with all that a file system knows of it, one line each: type, mode, owner, size, time,
/// link target, hard-link group, device, xattrs, content. Paths are bytes.
/// </summary>
internal sealed class Listing
{
    private const int BufferBytes = 64 << 10;
    private readonly Dictionary<(uint, uint, ulong), List<int>> _names = [];
    private readonly List<string> _lines = [];
    private readonly byte[] _statx = new byte[256];
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Lists a folder; the root's own time is left out, since every engine makes the root anew (R4).</summary>
    public static IReadOnlyList<string> Of(string root)
    {
        var listing = new Listing();
        foreach (var name in Names(root).Order(StringComparer.Ordinal))
            listing._lines.Add(listing.Describe(root, name));
        listing.TellLinks();
        return listing._lines;
    }

    /// <summary>What differs between two listings, a few lines for a person.</summary>
    public static string Difference(IReadOnlyList<string> original, IReadOnlyList<string> flat)
    {
        var (before, after) = (original.ToHashSet(StringComparer.Ordinal), flat.ToHashSet(StringComparer.Ordinal));
        return string.Join('\n', before.Where(line => !after.Contains(line)).Take(10).Select(line => $"- {line}")
            .Concat(after.Where(line => !before.Contains(line)).Take(10).Select(line => $"+ {line}")));
    }

    /// <summary>Names relative to the root, a char for each byte.</summary>
    private static List<string> Names(string root)
    {
        using var find = Process.Start(new ProcessStartInfo("find", [root, "-mindepth", "1", "-printf", "%P\\0"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
        })!;
        var names = find.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        find.WaitForExit();
        Assert.Equal(0, find.ExitCode);
        return [.. names];
    }

    private string Describe(string root, string name)
    {
        var path = Encoding.Latin1.GetBytes($"{root}/{name}\0");
        Assert.Equal(0, Native.Statx(Native.CurrentDirectory, path, Native.NoFollow, Native.Basic, _statx));
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(_statx.AsSpan(28));
        var type = mode & 0xF000;
        var isDirectory = type == 0x4000;
        var size = isDirectory ? 0 : BinaryPrimitives.ReadInt64LittleEndian(_statx.AsSpan(40));
        var line = new StringBuilder(name.Replace("\n", "\\n", StringComparison.Ordinal));
        line.Append(CultureInfo.InvariantCulture, $" | {Convert.ToString(mode, 8)} {Word(20)}:{Word(24)} {size}");
        line.Append(CultureInfo.InvariantCulture, $" @{BinaryPrimitives.ReadInt64LittleEndian(_statx.AsSpan(112))}.{Word(120):d9}");
        if (type == 0xA000)
            line.Append(CultureInfo.InvariantCulture, $" -> {Text(Native.ReadLink(path, _buffer, BufferBytes))}");
        if (!isDirectory && Word(16) > 1)
            NoteLink();
        if (type is 0x2000 or 0x6000)
            line.Append(CultureInfo.InvariantCulture, $" device {Word(128)}:{Word(132)}");
        foreach (var (key, value) in Xattrs(path))
            line.Append(CultureInfo.InvariantCulture, $" {key}={value}");
        if (type == 0x8000)
            line.Append(CultureInfo.InvariantCulture, $" {Content(path)}");
        return line.ToString();
    }

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_statx.AsSpan(offset));

    private string Text(nint length) => Encoding.Latin1.GetString(_buffer, 0, (int)length);

    private void NoteLink()
    {
        var inode = (Word(136), Word(140), BinaryPrimitives.ReadUInt64LittleEndian(_statx.AsSpan(32)));
        if (!_names.TryGetValue(inode, out var names))
            _names[inode] = names = [];
        names.Add(_lines.Count);
    }

    /// <summary>Only names that show make a group: a store may keep another one in a lower layer.</summary>
    private void TellLinks()
    {
        foreach (var names in _names.Values.Where(names => names.Count > 1))
        {
            var first = _lines[names[0]];
            foreach (var name in names)
                _lines[name] += $" linked to {first[..first.IndexOf(" | ", StringComparison.Ordinal)]}";
        }
    }

    private List<(string Key, string Value)> Xattrs(byte[] path)
    {
        var length = Native.ListXattrs(path, _buffer, BufferBytes);
        // Overlay stores keep their own bookkeeping in xattrs of the layers below.
        var keys = Text(Math.Max(0, length)).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(key => !key.StartsWith("trusted.overlay.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. keys.Select(key =>
        {
            var size = Native.GetXattr(path, Encoding.Latin1.GetBytes(key + '\0'), _buffer, BufferBytes);
            return (key, Convert.ToHexStringLower(_buffer, 0, (int)size));
        })];
    }

    private static string Content(byte[] path)
    {
        using var file = new SafeFileHandle(Native.Open(path, 0, 0), ownsHandle: true);
        using var stream = new FileStream(file, FileAccess.Read, 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
