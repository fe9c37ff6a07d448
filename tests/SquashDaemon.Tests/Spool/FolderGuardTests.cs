using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class FolderGuardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FoldersThatCannotBeLookedAtAtFirstAreWhenTheyCan()
    {
        File.WriteAllText(_folder["spool"], "a file, and not a folder yet");
        var folders = SpoolFolders.Of(_folder["spool"]);
        var guard = new FolderGuard(folders);
        Assert.Throws<IOException>(guard.Check);
        File.Delete(_folder["spool"]);
        foreach (var path in folders.All)
            Directory.CreateDirectory(path);
        guard.Check();
        Directory.Delete(folders.Outbox);
        File.CreateSymbolicLink(folders.Outbox, folders.Done);
        Assert.Contains("symbolic link", Assert.Throws<IOException>(guard.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkFolderThatIsReplacedIsServedByOneOnly()
    {
        var folders = SpoolFolders.Of(_folder.Path);
        foreach (var path in folders.All)
            Directory.CreateDirectory(path);
        using var first = SpoolLock.TryTake(folders.Work, out _);
        var guard = new FolderGuard(folders, first);
        guard.Check();
        Directory.Move(folders.Work, _folder["moved"]);
        Assert.Throws<IOException>(guard.Check);
        Directory.CreateDirectory(folders.Work);
        using (SpoolLock.TryTake(folders.Work, out _))
        {
            var error = Assert.Throws<IOException>(guard.Check);
            Assert.Equal(Errno.NotDirectory, error.HResult);
            Assert.Contains($"process {Environment.ProcessId} serves that", error.Message, StringComparison.Ordinal);
        }
        // Nobody serves the new one any more, so that the first does, and has let go of the old one.
        guard.Check();
        Assert.Null(SpoolLock.TryTake(folders.Work, out _));
        using var other = SpoolLock.TryTake(_folder["moved"], out _);
        Assert.NotNull(other);
    }
}
