using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>
/// An output while it is written: a hidden file in the target's own folder, so that publishing it is one rename. If it
/// is not published, it is gone when it is disposed of.
/// </summary>
internal sealed class PartFile : IDisposable
{
    /// <summary>How the names of parts end.</summary>
    public const string Suffix = ".squashd.part";

    private const int BufferBytes = 1 << 16;
    private readonly FileStream _stream;
    private readonly SafeFileHandle _file;
    private bool _isPublished;
    private bool _isSealed;

    // The stream writes what is in its buffer whenever it is asked for the handle, so it is asked once.
    private PartFile(string path, FileStream stream) =>
        (Path, _stream, _file, Stream) = (path, stream, stream.SafeFileHandle, new PartStream(stream, path));

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What to write to; it can seek.</summary>
    public Stream Stream { get; }

    /// <summary>Its state now.</summary>
    public FileIdentity Identity => FileIdentity.Of(_file, Path);

    /// <summary>
    /// Creates the part of a target, or empties what a killed run left of it; a run that still writes it has it locked. It is
    /// as readable as the input, whose contents it shows, and the umask allow.
    /// </summary>
    /// <exception cref="IOException">That run is at it, or has just published it (EAGAIN).</exception>
    public static PartFile Create(string target, FileIdentity input) =>
        Open(PathOf(target), FileMode.OpenOrCreate, Rights.ModeLike(input), (file, path) =>
            Rights.ChangeMode(file, path, input with { Mode = input.Mode & FileIdentity.Of(file, path).Mode }));

    /// <summary>Creates a part under a name of its own, which must be free; it belongs to whom the input belongs to.</summary>
    public static PartFile CreateNew(string path, FileIdentity input) =>
        Open(path, FileMode.CreateNew, Rights.ModeLike(default), (file, path) => Rights.Share(file, path, input));

    /// <summary>The part that belongs to a target.</summary>
    public static string PathOf(string target) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(target)!, $".{System.IO.Path.GetFileName(target)}{Suffix}");

    /// <summary>Makes the bytes durable.</summary>
    /// <exception cref="FlushException">They are not, and never will be: the part must be written anew.</exception>
    public void Seal()
    {
        if (_isSealed)
            return;
        Stream.Flush();
        Durable.Flush(_file, Path);
        _isSealed = true;
    }

    /// <summary>Makes the bytes durable and gives them their name; false if the name is taken.</summary>
    public bool TryPublish(string target, bool replace)
    {
        Seal();
        if (replace)
            Durable.Replace(Path, target);
        else if (!Durable.TryRename(Path, target))
            return false;
        _isPublished = true;
        Durable.FlushDirectory(System.IO.Path.GetDirectoryName(target)!);
        return true;
    }

    /// <summary>SHA-256 of all bytes, in hexadecimal; <paramref name="moved"/> is called now and then.</summary>
    public string Hash(Action moved, CancellationToken cancellationToken)
    {
        Stream.Flush();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes * 4];
        for (long at = 0; Read(buffer, at) is var read and > 0; at += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            moved();
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a file holds just what was written here.</summary>
    public bool HasSameBytes(string path, CancellationToken cancellationToken = default)
    {
        Stream.Flush();
        if (FileIdentity.Of(path, follow: false) is not { IsRegular: true } existing || existing.Size != _stream.Length
            || OpenOther(path) is not { } opened)
            return false;
        using var other = opened;
        var (mine, theirs) = (new byte[BufferBytes], new byte[BufferBytes]);
        for (long at = 0; Read(mine, at) is var read and > 0; at += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (other.Read(theirs.AsSpan(0, read), at) < read || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isPublished)
            _ = LibC.Unlink(Path);
        try
        {
            _stream.Dispose();
        }
        catch (Exception error) when (!_isPublished && Errno.IsFailedCall(error))
        {
            // It tried to write what is left in its buffer; the file is gone, and why is known already.
        }
    }

    private static PartFile Open(string path, FileMode mode, uint rights, Action<SafeFileHandle, string> share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            // The lock is then one that a second run cannot have too.
            Share = FileShare.None,
            BufferSize = BufferBytes,
            UnixCreateMode = (UnixFileMode)rights,
        };
        var part = new PartFile(path, OpenFile(path, options));
        // Opened before the lock was ours, it may have been published meanwhile: then it is no part any more, but an output.
        if (FileIdentity.Of(path, follow: false) is not { } named || !named.IsSameFile(part.Identity))
        {
            part._stream.Dispose();
            throw Errno.Of(Errno.Again, "another process has just written", path);
        }
        var isReady = false;
        try
        {
            part.Stream.SetLength(0);
            share(part._file, path);
            isReady = true;
            return part;
        }
        finally
        {
            if (!isReady)
                part.Dispose();
        }
    }

    /// <summary>Opens what has a target's name; null if it is another's who lets nobody read it, or has gone meanwhile.</summary>
    private static InputFile? OpenOther(string path)
    {
        try
        {
            return InputFile.Open(path, follow: false);
        }
        catch (IOException error) when (error.HResult is Errno.Access or Errno.NotPermitted or Errno.NoEntry)
        {
            return null;
        }
    }

    private static FileStream OpenFile(string path, FileStreamOptions options)
    {
        try
        {
            return new FileStream(path, options);
        }
        // That another process has it locked is best said as .NET says it.
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException && error.HResult != Errno.Again))
        {
            throw Errno.Of(error, "cannot create", path);
        }
    }

    private int Read(byte[] buffer, long at)
    {
        try
        {
            return RandomAccess.Read(_file, buffer, at);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Of(error, "cannot read", Path);
        }
    }
}
