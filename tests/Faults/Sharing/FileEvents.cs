using System.Buffers.Binary;
using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>What programs do with a file or a folder (inotify(7)); of a file, by whatever name they do it.</summary>
internal sealed class FileEvents : IDisposable
{
    public const uint Read = 0x1;
    public const uint Changed = 0x2 | 0x40 | 0x80 | 0x100 | 0x200;
    public const uint Opened = 0x20;
    private const int HeaderBytes = 16;

    private readonly int _descriptor;
    private readonly byte[] _buffer = new byte[1 << 16];

    /// <summary>Begins; <paramref name="waits"/>: taking waits until there is something to take.</summary>
    public FileEvents(string path, uint interest, bool waits = false)
    {
        _descriptor = LibC.WatchInit(waits ? LibC.CloseOnExec : LibC.CloseOnExec | LibC.NonBlocking);
        Assert.True(LibC.WatchAdd(_descriptor, path, interest) >= 0, $"{path} is watched");
    }

    /// <summary>What has happened since the last time: the event, and the name in the folder.</summary>
    public List<(uint Event, string Name)> Take()
    {
        var events = new List<(uint, string)>();
        var length = (int)LibC.Read(_descriptor, _buffer, _buffer.Length);
        for (var at = 0; at < length;)
        {
            var record = _buffer.AsSpan(at);
            var name = record.Slice(HeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(record[12..]));
            events.Add((BinaryPrimitives.ReadUInt32LittleEndian(record[4..]), NameBytes.Decode(name.TrimEnd((byte)0))));
            at += HeaderBytes + name.Length;
        }
        return events;
    }

    public void Dispose() => _ = LibC.Close(_descriptor);
}
