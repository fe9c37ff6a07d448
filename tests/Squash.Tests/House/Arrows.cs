using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>Which namespace may use which: DESIGN.md section 2.</summary>
internal static class Arrows
{
    /// <summary>The engine: two towers, and the root namespace as the story that joins them.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Engine = new Dictionary<string, string[]>
    {
        ["Squash.Text"] = [],
        ["Squash.Tar"] = [],
        ["Squash.Layers"] = ["Squash.Tar", "Squash.Text"],
        ["Squash.Merging"] = ["Squash.Layers", "Squash.Tar", "Squash.Text"],
        ["Squash.Verifying"] = ["Squash.Layers", "Squash.Tar", "Squash.Text"],
        ["Squash.Inspecting"] = ["Squash.Verifying", "Squash.Layers", "Squash.Tar", "Squash.Text"],
        ["Squash.Images"] = ["Squash.Text"],
        ["Squash.Blobs"] = ["Squash.Images", "Squash.Text"],
        ["Squash.Archives"] = ["Squash.Blobs", "Squash.Images", "Squash.Tar", "Squash.Text"],
        ["Squash"] = ["Squash.Merging", "Squash.Verifying", "Squash.Inspecting", "Squash.Layers", "Squash.Tar",
            "Squash.Archives", "Squash.Blobs", "Squash.Images", "Squash.Text"],
    };

    /// <summary>The daemon: one line, and only jobs and the command line use the engine's story.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Daemon = new Dictionary<string, string[]>
    {
        // Only the base library calls it, when it is linked.
        ["SquashDaemon.Native"] = [],
        ["SquashDaemon.Configuration"] = ["Squash.Text"],
        ["SquashDaemon.Spool"] = ["SquashDaemon.Configuration", "Squash.Text"],
        ["SquashDaemon.Checks"] = ["SquashDaemon.Spool", "SquashDaemon.Configuration", "Squash.Text"],
        ["SquashDaemon.Install"] = ["SquashDaemon.Spool", "SquashDaemon.Configuration", "Squash.Text"],
        ["SquashDaemon.Jobs"] = ["SquashDaemon.Spool", "SquashDaemon.Configuration", "Squash", "Squash.Text"],
        ["SquashDaemon.Hosting"] = ["SquashDaemon.Jobs", "SquashDaemon.Spool", "SquashDaemon.Configuration",
            "Squash.Text"],
        ["SquashDaemon.Cli"] = ["SquashDaemon.Hosting", "SquashDaemon.Jobs", "SquashDaemon.Checks",
            "SquashDaemon.Install", "SquashDaemon.Spool", "SquashDaemon.Configuration", "Squash", "Squash.Blobs", "Squash.Text"],
        ["SquashDaemon"] = ["SquashDaemon.Cli"],
    };

    /// <summary>Every use that <paramref name="allowed"/> does not name, one sentence each.</summary>
    public static IEnumerable<string> Violations(
        IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string[]> allowed, IReadOnlyList<SourceFile> known)
    {
        foreach (var file in files)
        {
            // Top-level statements have no namespace; they are the root.
            var from = file.Namespace.Length > 0 ? file.Namespace : "SquashDaemon";
            if (!allowed.TryGetValue(from, out var targets))
            {
                yield return $"{file.Path}: the namespace {from} is not in DESIGN.md";
                continue;
            }

            foreach (var to in Uses(file, from, known).Except(targets))
                yield return $"{file.Path}: {from} may not use {to}";
        }
    }

    /// <summary>The namespaces on a cycle of actual uses, empty if there is none.</summary>
    public static IReadOnlyList<string> Cycle(IReadOnlyList<SourceFile> files)
    {
        var graph = files.GroupBy(file => file.Namespace).ToDictionary(
            group => group.Key, group => group.SelectMany(file => Uses(file, group.Key, files)).ToHashSet());
        while (graph.FirstOrDefault(node => !node.Value.Any(graph.ContainsKey)).Key is { } leaf) graph.Remove(leaf);
        return [.. graph.Keys.Order()];
    }

    /// <summary>By using directives, by names qualified in full or in part, and by types of an enclosing namespace.</summary>
    private static IEnumerable<string> Uses(SourceFile file, string from, IReadOnlyList<SourceFile> known)
    {
        var words = Regex.Matches(file.Code, @"(?<![\w.])\w+(?:\s*\.\s*\w+)*")
            .Select(match => Regex.Replace(match.Value, @"\s", "")).ToHashSet();
        var opened = Regex.Matches(file.Code, @"^\s*(?:global )?using (?:static |\w+ = )?([\w.]+)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).ToList();
        foreach (var group in known.GroupBy(other => other.Namespace).Where(group => group.Key.Length > 0 && group.Key != from))
        {
            var types = group.SelectMany(other => other.Types).ToHashSet();
            var last = group.Key[(group.Key.LastIndexOf('.') + 1)..];
            var encloses = from.StartsWith(group.Key + ".", StringComparison.Ordinal);
            var isUsed = opened.Any(name => name == group.Key || types.Contains(After(name, group.Key)))
                || words.Any(word => types.Contains(After(word, group.Key)) || types.Contains(After(word, last))
                    || (encloses && types.Contains(word.Split('.')[0])));
            if (isUsed) yield return group.Key;
        }
    }

    /// <summary>The name that follows <paramref name="prefix"/> in a qualified name; nothing if it does not.</summary>
    private static string After(string name, string prefix) =>
        name.StartsWith(prefix + ".", StringComparison.Ordinal) ? name[(prefix.Length + 1)..].Split('.')[0] : "";
}
