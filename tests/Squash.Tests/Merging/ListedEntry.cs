namespace Squash.Tests.Merging;

/// <summary>One path of a finished file system, to be printed. Strings hold bytes, one char each (Latin-1).</summary>
/// <param name="Path">The path without slashes at either end; <c>.</c> for the root.</param>
/// <param name="Kind">The letter of the language: f d l c b p.</param>
internal sealed record ListedEntry(string Path, char Kind)
{
    /// <summary>What tells inodes apart: equal for paths that are hard links of each other.</summary>
    public required object Inode { get; init; }

    public required int Mode { get; init; }

    public required long Uid { get; init; }

    public required long Gid { get; init; }

    public required string Mtime { get; init; }

    /// <summary>What stands behind the path: <c>=content</c>, <c>->target</c>, <c>=major:minor</c>, or nothing.</summary>
    public required string Value { get; init; }

    public required IReadOnlyList<(string Key, string Value)> Records { get; init; }
}
