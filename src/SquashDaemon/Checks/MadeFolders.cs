using SquashDaemon.Spool;

namespace SquashDaemon.Checks;

/// <summary>
/// Folders that a check needed and that were not there; they are removed afterwards, if they are empty still.
/// </summary>
internal sealed class MadeFolders : IDisposable
{
    private const int OwnerOnly = 0x1C0;
    private readonly Stack<string> _made = new();

    /// <summary>Makes a folder and those above it; whether it was missing.</summary>
    /// <exception cref="IOException">It cannot be made; its HResult is the errno.</exception>
    public bool Make(string path)
    {
        if (FileIdentity.Of(path) is { } there)
            return there.IsDirectory ? false : throw Errno.Of(Errno.NotDirectory, "cannot make the folder", path);
        Make(Path.GetDirectoryName(path)!);
        if (LibC.MakeDirectory(path, OwnerOnly) != 0)
            throw Errno.Last("cannot make the folder", path);
        _made.Push(path);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_made.TryPop(out var path))
            _ = LibC.RemoveDirectory(path);
    }
}
