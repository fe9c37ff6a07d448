using System.Security.Cryptography;
using System.Text;
using Squash.Tar;

namespace Squash.Verifying;

/// <summary>Reads the entries of one uncompressed layer for the model.</summary>
internal static class LayerReader
{
    private static readonly string[] Fields = ["path", "linkpath", "size", "uid", "gid", "mtime", "uname", "gname"];
    private static readonly string[] OverlayXattrs = ["SCHILY.xattr.trusted.overlay.", "SCHILY.xattr.user.overlay."];

    /// <summary>All entries of the layer in their order; data is hashed and forgotten.</summary>
    /// <exception cref="InvalidDataException">The layer is malformed.</exception>
    public static List<LayerEntry> Read(Stream layer, CancellationToken cancellationToken = default)
    {
        var entries = new List<LayerEntry>();
        var reader = new TarReader(layer, TarReader.CopyingBuffer);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Add(Describe(reader, cancellationToken));
        }

        // A stream that verifies judges at its end.
        reader.Drain();
        return entries;
    }

    /// <summary>
    /// Names, types, link targets and sizes of all entries, which is what a tree's shape and its space on a disk need;
    /// and the bytes of the whole layer. Data is passed over; a stream that verifies still judges at its end.
    /// </summary>
    /// <exception cref="InvalidDataException">The layer is malformed.</exception>
    public static (List<LayerEntry> Entries, long Bytes) Skim(Stream layer, CancellationToken cancellationToken = default)
    {
        var entries = new List<LayerEntry>();
        var reader = new TarReader(layer, TarReader.CopyingBuffer);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Add(Outline(reader.Entry));
        }

        reader.Drain();
        return (entries, layer.CanSeek ? layer.Length : reader.Offset);
    }

    private static LayerEntry Outline(TarEntry tar)
    {
        var kind = KindOf(tar.Type);
        return new LayerEntry
        {
            Name = ByteString.From(tar.Path),
            Kind = kind,
            Attributes = Attributes.Implicit,
            LinkTarget = LinkTarget(tar, kind),
            Size = kind == EntryKind.Regular ? tar.Size : 0,
        };
    }

    private static LayerEntry Describe(TarReader reader, CancellationToken cancellationToken)
    {
        // The reader's spans hold only until its data is read, so the hash comes last.
        var tar = reader.Entry;
        var kind = KindOf(tar.Type);
        var isDevice = kind is EntryKind.CharacterDevice or EntryKind.BlockDevice;
        var entry = new LayerEntry
        {
            Name = ByteString.From(tar.Path),
            Kind = kind,
            Attributes = new Attributes(tar.Mode & 0xFFF, tar.Uid, tar.Gid, Seconds(tar)),
            LinkTarget = LinkTarget(tar, kind),
            Device = isDevice ? (tar.DevMajor, tar.DevMinor) : (0, 0),
            Records = Records(tar),
        };
        return kind == EntryKind.Regular
            ? entry with { Size = tar.Size, ContentHash = Hash(reader, cancellationToken) }
            : entry;
    }

    private static ByteString LinkTarget(TarEntry tar, EntryKind kind) =>
        kind is EntryKind.HardLink or EntryKind.Symlink ? ByteString.From(tar.LinkPath) : new ByteString("");

    private static EntryKind KindOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile => EntryKind.Regular,
        TarEntryType.Directory => EntryKind.Directory,
        TarEntryType.SymbolicLink => EntryKind.Symlink,
        TarEntryType.HardLink => EntryKind.HardLink,
        TarEntryType.CharacterDevice => EntryKind.CharacterDevice,
        TarEntryType.BlockDevice => EntryKind.BlockDevice,
        TarEntryType.Fifo => EntryKind.Fifo,
        _ => throw new InvalidDataException($"the model knows no entry of type {type}"),
    };

    /// <summary>The shortest spelling, so that 12, 012 and 12.0 are one time.</summary>
    private static string Seconds(TarEntry tar)
    {
        if (tar.MtimeText.IsEmpty) return tar.MtimeSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var text = Encoding.Latin1.GetString(tar.MtimeText);
        var isNegative = text.StartsWith('-');
        if (text.Contains('.')) text = text.TrimEnd('0').TrimEnd('.');
        text = text.TrimStart('-', '+').TrimStart('0');
        if (text.Length == 0 || text[0] == '.') text = "0" + text;
        return isNegative && text != "0" ? "-" + text : text;
    }

    private static IReadOnlyDictionary<ByteString, ByteString> Records(TarEntry tar)
    {
        if (tar.PaxPayload.IsEmpty) return LayerEntry.NoRecords;
        var records = new Dictionary<ByteString, ByteString>();
        foreach (var record in new PaxRecords(tar.PaxPayload))
        {
            var key = ByteString.From(record.Key);
            var isField = Fields.Contains(key.Latin1) || key.StartsWith("GNU.sparse.");
            if (!isField && !OverlayXattrs.Any(key.StartsWith)) records[key] = ByteString.From(record.Value);
        }

        return records;
    }

    private static string Hash(TarReader reader, CancellationToken cancellationToken)
    {
        using var sha256 = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, sha256, CryptoStreamMode.Write))
            reader.CopyContentTo(sink, cancellationToken);
        return Convert.ToHexStringLower(sha256.Hash!);
    }
}
