using System.Text;
using Microsoft.Win32.SafeHandles;
using Squash.Blobs;
using Squash.Images;
using Squash.Tar;
using Squash.Text;

namespace Squash.Archives;

/// <summary>
/// The outer tar, indexed by its headers: names to stretches of the file. Names are looked up here only, never in a
/// file system, so that no name can lead outside.
/// </summary>
internal sealed class OuterArchive : IDisposable
{
    private readonly SafeFileHandle? _scratch;
    private readonly Dictionary<string, Blob> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sparse = new(StringComparer.Ordinal);

    private readonly ExpansionLimit? _limit;

    private OuterArchive(SafeFileHandle file, SafeFileHandle? scratch, ExpansionLimit? limit) =>
        (File, _scratch, _limit) = (file, scratch, limit);

    /// <summary>The plain tar: the archive itself, or its expansion.</summary>
    public SafeFileHandle File { get; }

    /// <summary>What its documents may be together.</summary>
    public ArchiveBudget Budget { get; } = new();

    /// <summary>Every name of a file or a link.</summary>
    public IEnumerable<string> Names => _files.Keys.Concat(_links.Keys);

    /// <summary>Whether the tar ends in an end marker.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>
    /// Indexes an archive; one that is compressed as a whole is expanded into a nameless file first. What it expands to,
    /// and its blobs later, is at most <paramref name="limit"/>.
    /// </summary>
    public static OuterArchive Open(
        SafeFileHandle file, string scratchDirectory, ExpansionLimit? limit, CancellationToken cancellationToken)
    {
        var whole = Blob.Whole(file) with { Limit = limit };
        var compression = Codec.Detect(whole);
        if (compression == Compression.None)
        {
            var plain = new OuterArchive(file, null, limit);
            plain.Index(cancellationToken);
            return plain;
        }
        var scratch = ScratchFile.Create(scratchDirectory);
        OuterArchive? archive = null;
        try
        {
            Expand(whole.Expand(compression, whole.Open(), "its compression", Codec.ArchiveWindowLog), scratch, cancellationToken);
            var expanded = new OuterArchive(scratch, scratch, limit);
            expanded.Index(cancellationToken);
            return archive = expanded;
        }
        finally
        {
            if (archive is null)
                scratch.Dispose();
        }
    }

    /// <summary>The blob of a name, links followed within the archive; null if there is none.</summary>
    /// <exception cref="NotSupportedException">It is a sparse member, whose bytes are not one stretch of the file.</exception>
    public Blob? Find(string name)
    {
        name = Normalise(name);
        for (var depth = 0; depth <= ArchiveLimits.LinkDepth; depth++)
        {
            if (_files.TryGetValue(name, out var blob))
                return blob;
            if (_sparse.Contains(name))
                throw new NotSupportedException(
                    $"{Printable.Text(name)} is a sparse member of the archive; pack the archive without --sparse");
            if (_links.TryGetValue(name, out var target))
                name = target;
            else if (FollowFolder(name) is { } followed)
                name = followed;
            else
                return null;
        }
        throw new InvalidDataException($"{Printable.Text(name)}: too many links lead to it");
    }

    /// <summary>The whole of a document of JSON.</summary>
    /// <exception cref="InvalidDataException">It, or all that were read, are too large.</exception>
    public byte[] ReadJson(Blob blob, string name)
    {
        var bytes = blob.ReadAll(ImageLimits.JsonBytes, name);
        Budget.TakeJson(bytes.Length);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _scratch?.Dispose();

    private static void Expand(Stream source, SafeFileHandle target, CancellationToken cancellationToken)
    {
        using var from = source;
        var buffer = new byte[1 << 18];
        for (long offset = 0; from.Read(buffer) is var read and > 0; offset += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScratchFile.Write(target, buffer.AsSpan(0, read), offset);
        }
    }

    private void Index(CancellationToken cancellationToken)
    {
        using var stream = Blob.Whole(File).Open();
        var reader = new TarReader(stream, TarReader.SkimmingBuffer);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Take(reader.Entry);
            if (_files.Count + _links.Count + _sparse.Count > ArchiveLimits.Members)
                throw new InvalidDataException(
                    $"the archive has more than {ArchiveLimits.Members} members; this is no image archive");
        }
        IsComplete = reader.HasEndMarker;
    }

    /// <summary>The last of equal names counts, as for an engine that unpacks the archive.</summary>
    private void Take(TarEntry entry)
    {
        var name = Normalise(Encoding.UTF8.GetString(entry.Path));
        var target = Encoding.UTF8.GetString(entry.LinkPath);
        _files.Remove(name);
        _links.Remove(name);
        _sparse.Remove(name);
        switch (entry.Type)
        {
            case TarEntryType.RegularFile when entry.IsSparse:
                _sparse.Add(name);
                break;
            case TarEntryType.RegularFile:
                _files[name] = new Blob(File, entry.DataOffset, entry.Size) { Limit = _limit };
                break;
            case TarEntryType.HardLink:
                _links[name] = Normalise(target);
                break;
            case TarEntryType.SymbolicLink:
                _links[name] = Normalise(target.StartsWith('/') ? target : $"{DirectoryOf(name)}/{target}");
                break;
            default:
                return;
        }
        Budget.TakeName(name.Length + target.Length);
    }

    /// <summary>The name with the first of its folders that is a link replaced by what that leads to; null if none is.</summary>
    private string? FollowFolder(string name)
    {
        var most = Math.Min(name.Length, ArchiveLimits.FolderLength);
        for (var end = name.IndexOf('/', StringComparison.Ordinal); end >= 0 && end < most; end = name.IndexOf('/', end + 1))
        {
            if (_links.TryGetValue(name[..end], out var target))
                return Normalise(target + name[end..]);
        }
        return null;
    }

    private static string DirectoryOf(string name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    private static string Normalise(string name)
    {
        var parts = new List<string>();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
