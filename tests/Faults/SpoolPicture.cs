using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Faults;

/// <summary>
/// All that is in the folders of a spool, but for what no two runs have alike: IDs, times, and how often it was tried.
/// </summary>
internal static partial class SpoolPicture
{
    private static readonly string[] Changing =
        ["id", "at", "seconds", "finished_at", "claimed_at", "held_since", "attempts", "crashes", "phase", "reason", "input"];

    /// <summary>Every file and folder, a line each.</summary>
    public static HashSet<string> Of(TempFolder folder) => [
        .. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)
            .Where(path => path != folder["hook.log"] && !path.StartsWith(folder["state/"], StringComparison.Ordinal))
            .Select(path => $"{Name(folder, path)} {Content(folder, path)}".TrimEnd())];

    /// <summary>What differs; empty: nothing.</summary>
    public static string Difference(HashSet<string> expected, HashSet<string> found) => string.Join(
        "; ", expected.Except(found).Select(line => $"missing: {line}").Concat(found.Except(expected).Select(line => $"there is {line}")));

    private static string Name(TempFolder folder, string path) =>
        KeyPattern().Replace(IdPattern().Replace(Path.GetRelativePath(folder.Path, path), "ID"), "$1-KEY");

    private static string Content(TempFolder folder, string path)
    {
        if (Directory.Exists(path) || path == folder["work/.squashd.lock"])
            return "";
        return Path.GetExtension(path) switch
        {
            ".json" => Json(path),
            // The last line tells the job and the time.
            ".txt" => string.Join(' ', File.ReadAllLines(path)[..^1]),
            _ => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
        };
    }

    private static string Json(string path)
    {
        var content = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        foreach (var member in Changing)
            content.Remove(member);
        return content.ToJsonString();
    }

    [GeneratedRegex("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]+-[0-9a-f]+-[0-9a-f]{8}")]
    private static partial Regex IdPattern();

    [GeneratedRegex("(kept)-[0-9a-f-]+")]
    private static partial Regex KeyPattern();
}
