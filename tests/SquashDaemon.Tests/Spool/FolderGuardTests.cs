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
}
