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
    private bool _isPublished;

    private PartFile(string path, FileStream stream) => (Path, _stream) = (path, stream);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What to write to; it can seek.</summary>
    public Stream Stream => _stream;

    /// <summary>
    /// Creates the part of a target, or empties what a killed run left of it; a run that still writes it has it locked. Its 
    /// mode is at most that of the input, whose contents it shows.
    /// </summary>
    public static PartFile Create(string target, FileIdentity input)
    {
        var path = PathOf(target);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            BufferSize = BufferBytes,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        var stream = new FileStream(path, options);
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(
            stream.SafeFileHandle, ((UnixFileMode)(input.Mode & 0x1FF) & readable) | options.UnixCreateMode.Value);
        return new PartFile(path, stream);
    }

    /// <summary>The part that belongs to a target.</summary>
    public static string PathOf(string target) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(target)!, $".{System.IO.Path.GetFileName(target)}{Suffix}");

    /// <summary>Makes the bytes durable and gives them their name; false if the name is taken.</summary>
    public bool TryPublish(string target, bool replace)
    {
        _stream.Flush();
        Durable.Flush(_stream.SafeFileHandle, Path);
        if (replace)
            Durable.Replace(Path, target);
        else if (!Durable.TryRename(Path, target))
            return false;
        _isPublished = true;
        Durable.FlushDirectory(System.IO.Path.GetDirectoryName(target)!);
        return true;
    }

    /// <summary>Whether a file holds just what was written here.</summary>
    public bool HasSameBytes(string path)
    {
        using var other = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes);
        if (other.Length != _stream.Length)
            return false;
        _stream.Position = 0;
        var (mine, theirs) = (new byte[BufferBytes], new byte[BufferBytes]);
        while (_stream.ReadAtLeast(mine, mine.Length, throwOnEndOfStream: false) is var read and > 0)
        {
            if (other.ReadAtLeast(theirs, read, throwOnEndOfStream: false) < read
                || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isPublished)
            File.Delete(Path);
        try
        {
            _stream.Dispose();
        }
        catch (IOException) when (!_isPublished)
        {
            // It tried to write what is left in its buffer; the file is gone, and why is known already.
        }
    }
}
