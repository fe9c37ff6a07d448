using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

public sealed class PublishingTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task AnotherOutputOfThatNameIsKept()
    {
        Write("outbox/a.tar", "other");
        await _spool.Run(_spool.Claim("a.tar"));
        Assert.Equal(["a.2.tar", "a.2.tar.json", "a.tar"], _spool.Tree("outbox"));
        Assert.Equal("other", _spool.Read("outbox/a.tar"));
    }

    [Fact]
    public async Task AReportOfSomebodyElseIsKeptAndAnOldOneOfOursReplaced()
    {
        Write("outbox/a.tar.json", "{\"mine\":1}");
        Write("outbox/a.2.tar.json", "{\"squashd\":\"0\"}");
        await _spool.Run(_spool.Claim("a.tar"));
        Assert.Equal(["a.2.tar", "a.2.tar.json", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Equal("{\"mine\":1}", _spool.Read("outbox/a.tar.json"));
        Assert.Contains("a.2.tar", _spool.Read("outbox/a.2.tar.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReportOfSomebodyElseIsKeptBesideTheSameBytesToo()
    {
        await _spool.Run(_spool.Claim("a.tar"));
        Write("outbox/a.tar.json", "mine");
        await _spool.Run(_spool.Claim("a.tar"));
        Assert.Equal(["a.2.tar", "a.2.tar.json", "a.tar", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Equal("mine", _spool.Read("outbox/a.tar.json"));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public async Task AReportIsForWhomItsArchiveIsFor(UnixFileMode mode)
    {
        var job = _spool.Claim("a.tar");
        File.SetUnixFileMode(job.Folder.Input, mode);
        await _spool.Run(job);
        Assert.Equal((mode, mode), (File.GetUnixFileMode(_spool.Folder["outbox/a.tar"]), File.GetUnixFileMode(_spool.Folder["outbox/a.tar.json"])));
    }

    [Fact]
    public async Task TheSameOutputIsNotPublishedTwice()
    {
        await _spool.Run(_spool.Claim("a.tar", "1"));
        await _spool.Run(_spool.Claim("a.tar", "1"));
        Assert.Equal(["a.tar", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Equal(["a.2.tar", "a.tar"], _spool.Tree("done"));
    }

    [Theory]
    [InlineData("[squash]\nlayout = odd\n", "layout = odd")]
    [InlineData("[squash]\nscratch = /tmp\n", "is no option of an image")]
    [InlineData("[spool]\nroot = /\n", "is no option of an image")]
    [InlineData("nonsense", "is not understood")]
    [InlineData("[squash]\ntags = app:1, UPPER\n", "UPPER")]
    public async Task WrongOptionsFailWithTheArchiveAndASentence(string sidecar, string says)
    {
        var end = await _spool.Run(_spool.Claim("a.tar", sidecar: sidecar));
        Assert.Equal(JobOutcome.Failed, end.Outcome);
        Assert.Contains(says, end.Reason, StringComparison.Ordinal);
        Assert.Contains("a.tar.squash.conf", end.Reason, StringComparison.Ordinal);
        Assert.Equal(sidecar, _spool.Read("failed/a.tar/options.conf"));
        Assert.Equal(0, _spool.Tries);
    }

    [Fact]
    public void OptionsHoldForTheirImage()
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\nverify = no\n");
        Assert.False(Sidecar.Apply(_spool.Live.Current, job.Folder, "a.tar").Verify);
        Assert.True(Sidecar.Apply(_spool.Live.Current, _spool.Claim("b.tar").Folder, "b.tar").Verify);
    }

    [Fact]
    public void EveryOptionReachesTheEngine()
    {
        const string sidecar = """
            [squash]
            layout = oci
            compress = zstd:5
            platform = linux/arm64
            owner = 7:8
            from_layer = 2
            message = flat
            verify = no
            tags = app:1, other
            """;
        var job = _spool.Claim("a.tar", sidecar: sidecar);
        var options = SquashMapping.Of(Sidecar.Apply(_spool.Live.Current, job.Folder, "a.tar"), "/scratch");
        var expected = new SquashOptions { ScratchDirectory = "/scratch", Verify = false }
            .With("layout", "oci").With("compress", "zstd:5").With("platform", "linux/arm64").With("owner", "7:8")
            .With("from-layer", "2").With("message", "flat").With("tag", "app:1").With("tag", "other");
        Assert.Equal(["app:1", "other:latest"], options.Names);
        Assert.Equal(expected with { Names = options.Names }, options);
    }

    [Fact]
    public async Task OptionsGoToDoneBesideTheirArchive()
    {
        await _spool.Run(_spool.Claim("a.tar", sidecar: "[squash]\nverify = no\n"));
        Assert.Equal(["a.tar", "a.tar.squash.conf"], _spool.Tree("done"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task AnOriginalIsDeletedIfItShouldBe()
    {
        Choose(OriginalPolicy.Delete);
        await _spool.Run(_spool.Claim("a.tar"));
        Assert.Empty(_spool.Tree("done"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task AnOriginalThatIsKeptIsNotSquashedAgainWhileItsReportStands()
    {
        Choose(OriginalPolicy.Keep);
        await _spool.Run(_spool.Claim("a.tar"));
        Assert.Equal(["a.tar"], _spool.Tree("inbox"));
        var identity = FileIdentity.Of(_spool.Folder["inbox/a.tar"])!.Value;
        Assert.True(_spool.Kept.Has(identity));
        Assert.True(new KeptFiles(_spool.Folders.Done, _spool.Folders.Outbox).Has(identity));
        Assert.False(_spool.Kept.Has(identity with { Size = 1 }));
        File.Delete(_spool.Folder["outbox/a.tar.json"]);
        Assert.False(_spool.Kept.Has(identity));
    }

    private void Write(string path, string content) => File.WriteAllText(_spool.Folder[path], content);

    private void Choose(OriginalPolicy policy) => _spool.Live.Replace(
        _spool.Live.Current with { Spool = _spool.Live.Current.Spool with { OnSuccess = policy } });
}
