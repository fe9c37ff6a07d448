using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SquashDaemon.Spool;

/// <summary>
/// Wakes a reader of the inbox when something happens in it (inotify(7)). It says nothing of what happened: events are
/// lost when too many come, and on network file systems none come, so whoever is woken looks at the whole folder.
/// </summary>
internal sealed class InboxEvents : IDisposable
{
    // No IN_MODIFY: a program that saves 4 GB would wake us for each of its writes, and whoever waits for a file to
    // stand still looks at it at the time when it could. Closing, moving in and linking (IN_CREATE) are what counts.
    private const uint Interest = 0x8 | 0x80 | 0x100 | SelfDeleted | SelfMoved | 0x01000000;
    private const uint SelfDeleted = 0x400;
    private const uint SelfMoved = 0x800;
    private const uint Unmounted = 0x2000;
    private const uint WatchIgnored = 0x8000;
    private const uint Dead = SelfDeleted | SelfMoved | Unmounted | WatchIgnored;
    private const int HeaderBytes = 16;
    private const int BufferBytes = 1 << 14;

    private readonly int _descriptor;
    private readonly int _watch;
    private readonly Action _wake;
    private volatile bool _isAlive = true;

    private InboxEvents(int descriptor, int watch, Action wake)
    {
        (_descriptor, _watch, _wake) = (descriptor, watch, wake);
        new Thread(Read, 1 << 17) { IsBackground = true, Name = "inotify" }.Start();
    }

    /// <summary>Whether the folder is still watched; once it is moved, deleted or unmounted it is not.</summary>
    public bool IsAlive => _isAlive;

    /// <summary>Watches a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="wake">Called from another thread.</param>
    /// <exception cref="IOException">It cannot be watched: its HResult says why.</exception>
    public static InboxEvents Watch(string folder, Action wake)
    {
        var descriptor = LibC.WatchInit(LibC.CloseOnExec);
        if (descriptor < 0)
            throw Errno.Last("cannot begin to watch", folder);
        var watch = LibC.WatchAdd(descriptor, folder, Interest);
        if (watch >= 0)
            return new InboxEvents(descriptor, watch, wake);
        var error = Errno.Last("cannot watch", folder);
        _ = LibC.Close(descriptor);
        throw error;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The end of the watch is an event, which ends the thread; that closes the descriptor.
        if (_isAlive)
            _ = LibC.WatchRemove(_descriptor, _watch);
    }

    private void Read()
    {
        var buffer = new byte[BufferBytes];
        while (_isAlive)
        {
            var read = LibC.Read(_descriptor, buffer, buffer.Length);
            if (read < 0 && Marshal.GetLastPInvokeError() is Errno.Interrupted or Errno.Again)
                continue;
            _isAlive = read > 0 && !IsDead(buffer.AsSpan(0, (int)read));
            _wake();
        }
        _ = LibC.Close(_descriptor);
    }

    // struct inotify_event: watch (4), mask (4), cookie (4), length of the name (4), name.
    private static bool IsDead(ReadOnlySpan<byte> events)
    {
        while (!events.IsEmpty)
        {
            if ((BinaryPrimitives.ReadUInt32LittleEndian(events[4..]) & Dead) != 0)
                return true;
            events = events[(HeaderBytes + (int)BinaryPrimitives.ReadUInt32LittleEndian(events[12..]))..];
        }
        return false;
    }
}
