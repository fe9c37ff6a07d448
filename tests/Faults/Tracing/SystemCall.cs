namespace Faults.Tracing;

/// <summary>A system call that a thread is about to make.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Paths">The files that it is about.</param>
/// <param name="ChangesFiles">Whether it may make, change, name or flush one.</param>
internal sealed record SystemCall(string Name, IReadOnlyList<string> Paths, bool ChangesFiles)
{
    /// <summary>Whether one of its files is a folder, or in it.</summary>
    public bool IsIn(string folder) => Paths.Any(path =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/'));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({string.Join(", ", Paths)})";
}
