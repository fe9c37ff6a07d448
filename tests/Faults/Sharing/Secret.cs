using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>A file that only root may read, and that tells whether anybody has opened or read it.</summary>
internal sealed class Secret : IDisposable
{
    private const UnixFileMode RootOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileEvents _events;
    private readonly byte[] _content;

    public Secret(string path, byte[] content)
    {
        (Path, _content) = (path, content);
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, RootOnly);
        _events = new FileEvents(path, FileEvents.Read | FileEvents.Changed | FileEvents.Opened);
    }

    public string Path { get; }

    /// <summary>Nobody has read it or written to it, and nobody has opened it, unless one might by a second name of it.</summary>
    public void AssertUntouched(bool mayBeOpened = false)
    {
        var events = _events.Take().Aggregate(0u, (all, one) => all | one.Event);
        Assert.True((events & ~(mayBeOpened ? FileEvents.Opened : 0)) == 0, $"{Path} was used: {events:x}");
        Assert.Equal(_content, File.ReadAllBytes(Path));
        Assert.Equal((0u, RootOnly), (FileIdentity.Of(Path)!.Value.Owner, File.GetUnixFileMode(Path)));
    }

    public void Dispose() => _events.Dispose();
}
