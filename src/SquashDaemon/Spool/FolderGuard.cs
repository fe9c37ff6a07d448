using SquashDaemon.Configuration;

namespace SquashDaemon.Spool;

/// <summary>
/// The folders of a spool, as they were when the daemon began. One that was no symbolic link then must not become one: files
/// would be read, or written, wherever it leads. And nobody else may serve them.
/// </summary>
/// <param name="folders">The folders, all there.</param>
/// <param name="held">The lock on them.</param>
internal sealed class FolderGuard(SpoolFolders folders, SpoolLock? held = null)
{
    private readonly FirstLook<string[]> _plain = new(() => [.. folders.All.Where(folder => !IsLink(folder))]);

    /// <summary>Checks all of them.</summary>
    /// <exception cref="IOException">One has become a symbolic link, or another process serves them.</exception>
    public void Check()
    {
        foreach (var folder in _plain.Value)
            Check(folder);
        held?.Check();
    }

    /// <summary>Checks one.</summary>
    /// <exception cref="IOException">It has become a symbolic link.</exception>
    public void Check(string folder)
    {
        if (_plain.Value.Contains(folder) && IsLink(folder))
        {
            throw new IOException(
                $"the folder {folder} has become a symbolic link, and none is followed that was not there at the start",
                Errno.NotDirectory);
        }
    }

    private static bool IsLink(string folder) => FileIdentity.Of(folder, follow: false) is { IsSymbolicLink: true };
}
