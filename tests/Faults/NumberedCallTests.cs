namespace Faults;

/// <summary>System calls of the real daemon that fail or kill it: nothing is lost, nothing half done is shown.</summary>
public sealed class NumberedCallTests : IDisposable
{
    // The archive and what comes of it undisturbed.
    private static readonly Lazy<(byte[] Archive, byte[] Flat)> Image = new(() =>
    {
        using var folder = new TempFolder();
        TinyImage.Write(folder["a.tar"], "a");
        Squashd.Run("squash", folder["a.tar"], "-o", folder["flat.tar"]);
        return (File.ReadAllBytes(folder["a.tar"]), File.ReadAllBytes(folder["flat.tar"]));
    });

    private readonly TempFolder _folder = new();

    public NumberedCallTests()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        File.WriteAllBytes(_folder["demo.tar"], Image.Value.Archive);
        File.WriteAllBytes(_folder["inbox/a.tar"], Image.Value.Archive);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fsync", 1)]
    [InlineData("fsync", 6)]
    [InlineData("fsync", 8)]
    [InlineData("fsync", 11)]
    [InlineData("rename", 2)]
    [InlineData("renameat2", 1)]
    [InlineData("renameat2", 2)]
    [InlineData("renameat2", 3)]
    [InlineData("unlink", 2)]
    [InlineData("rmdir", 1)]
    public void AKillAtAnyCallLosesNothingAndShowsNothingHalfDone(string call, int number)
    {
        Daemon.DrainTraced(_folder, [$"{call}:signal=KILL:when={number}"]);
        foreach (var output in _folder.Files("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)))
            Assert.Equal(Image.Value.Flat, File.ReadAllBytes(_folder[$"outbox/{output}"]));
        IsDoneOnce();
    }

    [Theory]
    [InlineData("fsync", "EIO", 8)]
    [InlineData("fsync", "EDQUOT", 8)]
    [InlineData("pread64", "EIO", 3)]
    [InlineData("pread64", "ESTALE", 3)]
    [InlineData("rename", "EROFS", 3)]
    [InlineData("renameat2", "EACCES", 2)]
    [InlineData("write", "ENOSPC", 2)]
    [InlineData("mkdir", "EMFILE", 1)]
    public void ACallThatFailsOnceDelaysAndDoesNoHarm(string call, string error, int number)
    {
        Daemon.DrainTraced(_folder, [$"{call}:error={error}:when={number}"]);
        foreach (var output in _folder.Files("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)))
            Assert.Equal(Image.Value.Flat, File.ReadAllBytes(_folder[$"outbox/{output}"]));
        IsDoneOnce();
    }

    [Theory]
    [InlineData("EINVAL")]
    [InlineData("ENOSYS")]
    public void AFileSystemWithoutRenameThatNeverReplacesWillDo(string error)
    {
        File.Copy(_folder["demo.tar"], _folder["inbox/b.tar"]);
        File.WriteAllText(_folder["inbox/a.tar.squash.conf"], "[squash]\nlayout = odd\n");
        Assert.Equal(1, Daemon.DrainTraced(_folder, [$"renameat2:error={error}"]).Code);
        Assert.Equal(["b.tar", "b.tar.json"], _folder.Files("outbox"));
        Assert.Equal(["b.tar"], _folder.Files("done"));
        Assert.Equal(["error.json", "error.txt", "input", "job.json", "options.conf"], _folder.Files("failed/a.tar"));
        Assert.Equal(Image.Value.Flat, File.ReadAllBytes(_folder["outbox/b.tar"]));
    }

    [Theory]
    [InlineData("inotify_init1:error=EMFILE", "fs.inotify.max_user_instances")]
    [InlineData("inotify_add_watch:error=ENOSPC", "fs.inotify.max_user_watches")]
    public void WithoutAWatchTheInboxIsReadNowAndThen(string injection, string setting)
    {
        using var daemon = Daemon.StartTraced(_folder, [injection]);
        daemon.WaitFor(setting);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "a.tar is done");
        File.Move(_folder["demo.tar"], _folder["inbox/b.tar"]);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/b.tar.json"]), "b.tar is done");
        Assert.Equal(0, daemon.End("TERM"));
        Assert.Equal(2, daemon.Log.Split(setting).Length);
    }

    /// <summary>After an undisturbed start all is as if nothing had happened.</summary>
    private void IsDoneOnce()
    {
        // What was deferred is not due at once.
        Squashd.WaitUntil(() => Daemon.Drain(_folder).Code == 0, "an undisturbed start finishes");
        Assert.Equal(["a.tar", "a.tar.json"], _folder.Files("outbox"));
        Assert.Equal(Image.Value.Flat, File.ReadAllBytes(_folder["outbox/a.tar"]));
        Assert.Equal(["a.tar"], _folder.Files("done"));
        Assert.Empty(_folder.Files("inbox"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["failed"]));
        Assert.Equal([".squashd.lock"], Directory.GetFileSystemEntries(_folder["work"]).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(_folder["outbox"], ".*"));
    }
}
