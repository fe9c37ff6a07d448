using System.Formats.Tar;
using System.Text;

namespace SquashDaemon.Cli;

/// <summary>Builds one tar of the demonstration image, entry by entry; the same bytes every time.</summary>
internal sealed class DemoTar : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    private readonly MemoryStream _bytes = new();
    private readonly TarWriter _writer;

    /// <summary>An empty tar.</summary>
    public DemoTar() => _writer = new TarWriter(_bytes, TarEntryFormat.Ustar, leaveOpen: true);

    /// <summary>Adds a directory.</summary>
    public DemoTar Directory(string path) => Add(new UstarTarEntry(TarEntryType.Directory, path), Executable);

    /// <summary>Adds a file.</summary>
    public DemoTar File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Adds a file of bytes.</summary>
    public DemoTar File(string path, byte[] content) =>
        Add(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) }, Readable);

    /// <summary>Adds a program.</summary>
    public DemoTar Program(string path, byte[] content) =>
        Add(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) }, Executable);

    /// <summary>Adds another name of a file.</summary>
    public DemoTar HardLink(string path, string target) =>
        Add(new UstarTarEntry(TarEntryType.HardLink, path) { LinkName = target }, Readable);

    /// <summary>Adds a symbolic link.</summary>
    public DemoTar SymbolicLink(string path, string target) =>
        Add(new UstarTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target }, Executable);

    /// <summary>The finished tar.</summary>
    public byte[] ToArray()
    {
        _writer.Dispose();
        return _bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private DemoTar Add(UstarTarEntry entry, UnixFileMode mode)
    {
        entry.Mode = mode;
        entry.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        _writer.WriteEntry(entry);
        return this;
    }
}
