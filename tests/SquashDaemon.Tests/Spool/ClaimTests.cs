using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class ClaimTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SpoolSettings _settings;

    public ClaimTests()
    {
        _settings = new SpoolSettings(SpoolFolders.Of(_folder.Path)) { RequireMarker = ".ready" };
        foreach (var path in _settings.Folders.All)
            Directory.CreateDirectory(path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileIsTakenWithItsOptionsAndItsMarker()
    {
        Write("a.tar", "a.tar.squash.conf", "a.tar.ready", "b.tar");
        var taken = Take("a.tar")!;
        Assert.Equal(["b.tar"], _folder.Files("inbox"));
        Assert.Equal(["input", "job.json", "marker", "options.conf"], _folder.Files($"work/{taken.Id}"));
        Assert.Equal(("a.tar", JobPhase.Claimed), (taken.Read()!.Name.Text, taken.Read()!.Phase));
        Assert.DoesNotContain("a.tar", taken.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatHasGoneLeavesNothingBehind()
    {
        Write("a.tar", "a.tar.squash.conf");
        using var file = InputFile.Open(_folder["inbox/a.tar"], follow: false);
        File.Delete(_folder["inbox/a.tar"]);
        Assert.Null(Claim.Take(file, "a.tar", _settings, DateTimeOffset.UnixEpoch));
        Assert.Equal(["a.tar.squash.conf"], _folder.Files("inbox"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public void AnotherFileThatCameToTheNameIsGivenBack()
    {
        Write("a.tar");
        using var file = InputFile.Open(_folder["inbox/a.tar"], follow: false);
        File.Delete(_folder["inbox/a.tar"]);
        File.WriteAllText(_folder["inbox/a.tar"], "another");
        Assert.Null(Claim.Take(file, "a.tar", _settings, DateTimeOffset.UnixEpoch));
        Assert.Equal("another", File.ReadAllText(_folder["inbox/a.tar"]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public void WhatDoesNotBelongToItIsLeftWhereItIs()
    {
        Write("a.tar", "b.tar.squash.conf");
        Assert.Equal(0, LibC.Link(_folder["inbox/b.tar.squash.conf"], _folder["inbox/a.tar.squash.conf"]));
        Directory.CreateDirectory(_folder["inbox/a.tar.ready"]);
        var taken = Take("a.tar")!;
        Assert.Equal(["a.tar.squash.conf", "b.tar.squash.conf"], _folder.Files("inbox"));
        Assert.True(Directory.Exists(_folder["inbox/a.tar.ready"]));
        Assert.Equal(["input", "job.json"], _folder.Files($"work/{taken.Id}"));
    }

    [Fact]
    public void OptionsAndMarkerThatStayedBehindAreBroughtLater()
    {
        Write("a.tar", "a.tar.squash.conf", "a.tar.ready");
        var taken = Take("a.tar")!;
        File.Move(taken.Options, _folder["inbox/a.tar.squash.conf"]);
        File.Move(taken.Marker, _folder["inbox/a.tar.ready"]);
        Claim.Complete(taken, taken.Read()!, _settings);
        Assert.Empty(_folder.Files("inbox"));
        Assert.Equal(["input", "job.json", "marker", "options.conf"], _folder.Files($"work/{taken.Id}"));
    }

    [Fact]
    public void TheNextOfItsNameKeepsItsOptionsAndItsMarker()
    {
        Write("a.tar", "a.tar.squash.conf", "a.tar.ready");
        var taken = Take("a.tar")!;
        Write("a.tar", "a.tar.squash.conf", "a.tar.ready");
        Claim.Complete(taken, taken.Read()!, _settings);
        Assert.Equal(["a.tar", "a.tar.ready", "a.tar.squash.conf"], _folder.Files("inbox"));
    }

    [Fact]
    public void OptionsThatBecameAnothersGoBack()
    {
        Write("a.tar", "a.tar.squash.conf", "b");
        var taken = Take("a.tar")!;
        Assert.Equal(0, LibC.Link(taken.Options, _folder["inbox/b.conf"]));
        Claim.Complete(taken, taken.Read()!, _settings);
        Assert.Equal(["a.tar.squash.conf", "b", "b.conf"], _folder.Files("inbox"));
    }

    [Fact]
    public void WhatIsGivenBackComesAfterWhatBelongsToIt()
    {
        Write("a.tar", "a.tar.squash.conf", "a.tar.ready");
        var taken = Take("a.tar")!;
        Write("a.tar");
        Assert.Equal("a.2.tar", Release.Into(_settings.Folders.Inbox, taken, "a.tar", ".ready"));
        Assert.Equal(["a.2.tar", "a.2.tar.ready", "a.2.tar.squash.conf", "a.tar"], _folder.Files("inbox"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public void WhatIsPutAwayKeepsWhatIsThere()
    {
        var done = Directory.CreateDirectory(_folder["done"]).FullName;
        foreach (var content in new[] { "1", "2", "3" })
        {
            File.WriteAllText(_folder["inbox/a.tar"], content);
            Release.Into(done, Take("a.tar")!, "a.tar", marker: null);
        }
        Assert.Equal(["a.2.tar", "a.3.tar", "a.tar"], _folder.Files("done"));
        Assert.Equal("1", File.ReadAllText(_folder["done/a.tar"]));
    }

    private JobFolder? Take(string name)
    {
        using var file = InputFile.Open(_folder[$"inbox/{name}"], follow: false);
        return Claim.Take(file, name, _settings, DateTimeOffset.UnixEpoch)?.Folder;
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
            File.WriteAllText(_folder[$"inbox/{name}"], name);
    }
}
