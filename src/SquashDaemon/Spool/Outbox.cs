using System.Text.Json;

namespace SquashDaemon.Spool;

/// <summary>Where flat archives appear, each by one rename, and beside each its report.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Outbox(string folder)
{
    /// <summary>Bytes of a report that are read at the most.</summary>
    public const int LargestReportBytes = 8 << 20;

    private const string Prefix = ".squashd-";
    private const string PartSuffix = ".part";

    /// <summary>Where the output of a job is written.</summary>
    public string PartOf(string id) => Path.Combine(folder, $"{Prefix}{id}{PartSuffix}");

    /// <summary>The report of an archive.</summary>
    public static string ReportOf(string archive) => $"{archive}.json";

    /// <summary>
    /// Publishes a part under the first free name. A file of that name with the same bytes is left as it is: it is our
    /// own, of a run that was killed, or of the same image dropped twice.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="name">The name that it should have.</param>
    /// <param name="announce">Makes durable what is about to be published.</param>
    /// <param name="cancellationToken">Heard until then.</param>
    /// <returns>The name that it has.</returns>
    public string Publish(
        PartFile part, string name, Action<string, FileIdentity> announce, CancellationToken cancellationToken = default)
    {
        part.Seal();
        for (var number = 1; ; number++)
        {
            var free = FreeName.Of(name, number);
            var target = Path.Combine(folder, free);
            if (!IsFreeForReport(ReportOf(target)))
                continue;
            if (FileIdentity.Of(target, follow: false) is { } existing)
            {
                if (!part.HasSameBytes(target, cancellationToken))
                    continue;
                announce(free, existing);
                return free;
            }
            announce(free, part.Identity);
            if (part.TryPublish(target, replace: false))
                return free;
        }
    }

    /// <summary>Whether an output that was about to be published has its name.</summary>
    public bool Has(OutputRecord output) =>
        FileIdentity.Of(Path.Combine(folder, output.Name.Text), follow: false) is { IsRegular: true } file
        && (file.Inode, file.Size) == (output.Inode, output.Size);

    /// <summary>Puts a report beside its archive, for whoever may read that; also if he has taken it away already.</summary>
    public void WriteReport(string id, string archive, ReadOnlySpan<byte> report)
    {
        Durable.WriteFile(
            Path.Combine(folder, $"{Prefix}{id}.json{PartSuffix}"), Path.Combine(folder, ReportOf(archive)), report,
            FileIdentity.Of(Path.Combine(folder, archive), follow: false));
        Durable.FlushDirectory(folder);
    }

    /// <summary>Removes what killed attempts of a job left.</summary>
    public void RemoveParts(string id)
    {
        Durable.Remove(PartOf(id));
        Durable.Remove(Path.Combine(folder, $"{Prefix}{id}.json{PartSuffix}"));
    }

    /// <summary>Removes parts of jobs that nobody knows, unless they are so young that another spool may write them.</summary>
    public void RemoveOrphans(IReadOnlySet<string> known, DateTimeOffset olderThan)
    {
        foreach (var name in DirectoryListing.Names(folder))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(PartSuffix, StringComparison.Ordinal))
                continue;
            var id = name[Prefix.Length..^PartSuffix.Length];
            id = id.EndsWith(".json", StringComparison.Ordinal) ? id[..^5] : id;
            var path = Path.Combine(folder, name);
            if (!known.Contains(id) && FileIdentity.Of(path, follow: false) is { } part && part.ChangedAt < olderThan)
                Durable.Remove(path);
        }
    }

    /// <summary>A report that is left of an archive that is gone may be replaced; what is not ours may not.</summary>
    private static bool IsFreeForReport(string path)
    {
        if (FileIdentity.Of(path, follow: false) is null)
            return true;
        try
        {
            return SmallFile.Read(path, LargestReportBytes) is { } content
                && JsonDocument.Parse(content).RootElement is { ValueKind: JsonValueKind.Object } report
                && report.TryGetProperty("squashd", out _);
        }
        catch (JsonException)
        {
            return false;
        }
        // Another's, who lets nobody read it.
        catch (IOException error) when (error.HResult is Errno.Access or Errno.NotPermitted)
        {
            return false;
        }
    }
}
