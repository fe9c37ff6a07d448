using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>The bytes of a part. What goes wrong names the call and the file, and what is written is handed to the disk soon.</summary>
internal sealed class PartStream(FileStream file, string path) : Stream
{
    private const long StretchBytes = 16 << 20;
    private readonly SafeFileHandle _handle = file.SafeFileHandle;
    private long _handedBytes;

    /// <summary>Called when another stretch is written; what it throws ends the writing.</summary>
    public Action? Stretched { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    // Asked for its length, or its handle, the file writes what waits in its buffer.
    public override long Length
    {
        get
        {
            Flush();
            return file.Length;
        }
    }

    // What waits in the buffer is written before another place is taken.
    public override long Position
    {
        get => file.Position;
        set => Write(() => file.Position = value);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return file.Read(buffer, offset, count);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Of(error, "cannot read", path);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception error) when (Errno.IsFailedCall(error))
        {
            throw Errno.Of(error, "cannot write", path);
        }
        if (file.Position - _handedBytes < StretchBytes)
            return;
        HandOver();
        Stretched?.Invoke();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Write(() => file.Seek(offset, origin));
        return file.Position;
    }

    public override void Flush() => Write(file.Flush);

    public override void SetLength(long value) => Write(() => file.SetLength(value));

    /// <summary>
    /// Lets the disk begin with what is written so far. Else gigabytes would wait in memory for the one flush at the end,
    /// for which the disk would have stood still until then, and which no signal and no end of the process interrupts.
    /// </summary>
    private void HandOver()
    {
        // It waits where too much is under way. What goes wrong is for the flush to tell.
        var bytes = file.Position - _handedBytes;
        _ = LibC.SyncFileRange((int)_handle.DangerousGetHandle(), _handedBytes, bytes, LibC.SyncBegin);
        _handedBytes += bytes;
    }

    private void Write(Action change)
    {
        try
        {
            change();
        }
        catch (Exception error) when (Errno.IsFailedCall(error))
        {
            throw Errno.Of(error, "cannot write", path);
        }
    }
}
