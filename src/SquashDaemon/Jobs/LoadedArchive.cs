using System.Text.Json;
using Squash;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>A flat archive that an engine has loaded, or would not load.</summary>
/// <param name="Name">The archive.</param>
/// <param name="At">When that was.</param>
internal sealed record LoadedArchive(SpoolName Name, DateTimeOffset At)
{
    private const int LargestReasonBytes = 1 << 16;
    private const string LostReason = "what the engine said is lost";

    /// <summary>Forms of an archive as podman lists them: ours are the first, with <c>layout = oci</c> the second alone.</summary>
    private static readonly string[] Forms = [" * docker-archive: ", " * oci-archive: "];

    /// <summary>The names of its images, as its report has them; an engine may put a registry before them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Their IDs.</summary>
    public IReadOnlyList<string> ImageIds { get; init; } = [];

    /// <summary>Why it could not be loaded, in one line; null if it is loaded.</summary>
    public string? Reason { get; init; }

    /// <summary>One that is loaded. A report that says nothing of its images, or may not be read, is none the less one.</summary>
    public static LoadedArchive Read(string report, SpoolName name, DateTimeOffset at)
    {
        var (names, ids) = (new List<string>(), new List<string>());
        if (Content(report, Outbox.LargestReportBytes) is { } content)
            AddImages(content, names, ids);
        return new LoadedArchive(name, at) { Names = names, ImageIds = ids };
    }

    /// <summary>One that could not be.</summary>
    public static LoadedArchive ReadRefusal(string text, SpoolName name, DateTimeOffset at) => new(name, at)
    {
        Reason = Content(text, LargestReasonBytes) is { } content ? Line(NameBytes.Decode(content)) : LostReason,
    };

    /// <summary>
    /// The lines that say why. podman warns of other things first, then tries every form of an archive and says of each
    /// why it is none. Of other engines it is the last line.
    /// </summary>
    private static string Line(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ofForms = Forms.SelectMany(form => lines
            .Where(line => line.StartsWith(form, StringComparison.Ordinal)).Select(line => line[form.Length..])).Distinct();
        var line = string.Join("; ", ofForms);
        if (line.Length == 0)
            line = lines.LastOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? LostReason;
        return NameBytes.Show(line.Trim());
    }

    private static void AddImages(byte[] report, List<string> names, List<string> ids)
    {
        try
        {
            // Nothing but its name says that the file is ours, so anything in it may be null.
            var images = (JsonSerializer.Deserialize(report, JobsJson.Default.OutputReport)?.Images ?? []).OfType<SquashedImage>().ToList();
            names.AddRange(images.SelectMany(image => image.Names ?? []).OfType<string>());
            ids.AddRange(images.Select(image => image.ImageId).OfType<string>());
        }
        catch (JsonException)
        {
            // Somebody else's file of that name, or one that was cut off.
        }
    }

    private static byte[]? Content(string path, int longest)
    {
        try
        {
            return SmallFile.Read(path, longest);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
