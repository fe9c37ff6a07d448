using System.Collections.Concurrent;
using System.Globalization;

namespace SquashDaemon.Spool;

/// <summary>
/// Originals that went back to the inbox when they were done (<c>on_success = keep</c>): one small file for each in the
/// done folder, named by what tells the original, holding the name of its report. It counts while the report stands.
/// </summary>
/// <param name="done">The done folder.</param>
/// <param name="outbox">Where the reports are.</param>
internal sealed class KeptFiles(string done, string outbox)
{
    private const string Prefix = ".squashd-kept-";
    private readonly FirstLook<ConcurrentDictionary<string, string>> _reports = new(() => Load(done));

    /// <summary>Whether a file of the inbox is done.</summary>
    public bool Has(FileIdentity file)
    {
        var key = Key(file.Inode, file.Size, file.ModifiedNanoseconds);
        if (!_reports.Value.TryGetValue(key, out var report))
            return false;
        if (FileIdentity.Of(Path.Combine(outbox, report)) is not null)
            return true;
        _reports.Value.TryRemove(key, out _);
        Durable.Remove(Path.Combine(done, Prefix + key));
        return false;
    }

    /// <summary>Notes that an original is done, before it goes back.</summary>
    public void Add(InputRecord original, string report)
    {
        var key = Key(original.Inode, original.Size, original.ModifiedNanoseconds);
        Durable.WriteFile(Path.Combine(done, Prefix + key), NameBytes.Encode(report));
        _reports.Value[key] = report;
    }

    private static string Key(ulong inode, long size, long modified) =>
        string.Create(CultureInfo.InvariantCulture, $"{inode:x}-{size:x}-{modified:x}");

    private static ConcurrentDictionary<string, string> Load(string done)
    {
        var reports = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in DirectoryListing.Names(done).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (SmallFile.Read(Path.Combine(done, name), 2 * NameBytes.Longest) is { } report)
                reports[name[Prefix.Length..]] = NameBytes.Decode(report);
        }
        return reports;
    }
}
