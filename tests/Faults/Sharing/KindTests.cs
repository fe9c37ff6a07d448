using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>What is dropped and is no plain file of one name stays where it is, and nothing behind it is opened.</summary>
public sealed class KindTests : IDisposable
{
    private readonly SharedSpool _spool = new();
    private readonly byte[] _archive;

    public KindTests()
    {
        TinyImage.Write(_spool.Outside["a.tar"], "canary");
        _archive = File.ReadAllBytes(_spool.Outside["a.tar"]);
    }

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void NothingButAPlainFileIsTaken()
    {
        using var secret = new Secret(_spool.Outside["secret"], _archive);
        using var linked = new Secret(_spool.Outside["linked"], _archive);
        _spool.Shell("""
            cd inbox
            ln -s ../../secret link.tar; ln -s /nowhere dangling.tar; ln -s . loop.tar; ln -s ../.. up.tar; ln -s good.tar in.tar
            mkfifo pipe.tar
            mknod zero.tar c 1 5; mknod disk.tar b 7 0
            mkdir folder.tar; cp ../../a.tar folder.tar/a.tar
            perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, pack_sockaddr_un("socket.tar")) or die'
            chown -h 1001:1001 *
            ln ../../linked hard.tar
            """);
        string[] kinds = ["dangling", "disk", "folder", "hard", "in", "link", "loop", "pipe", "socket", "up", "zero"];
        using var daemon = _spool.Start().Serving();
        _spool.Drop("good.tar", _archive, SharedSpool.Alice);
        WaitUntilDone("good");
        foreach (var kind in kinds)
            daemon.WaitFor($"{kind}.tar: waits: it ");
        Assert.Equal(0, daemon.End("TERM"));
        Assert.Equal(kinds.Select(kind => $"{kind}.tar"), _spool.Names("inbox"));
        Assert.Equal(["good.tar"], _spool.Names("done"));
        Assert.Empty(_spool.Names("failed"));
        secret.AssertUntouched();
        linked.AssertUntouched();
    }

    [Fact]
    public void WhetherAFileMayBeReadIsTriedOnNoOtherThatHasComeToItsPath()
    {
        using var secret = new Secret(_spool.Outside["secret"], _archive);
        var own = FileIdentity.Of(_spool.Outside["a.tar"])!.Value;
        using var events = new FileEvents(_spool.Outside["a.tar"], FileEvents.Opened);
        Assert.True(InputFile.MayRead(_spool.Outside["a.tar"], own));
        Assert.NotEmpty(events.Take());
        Assert.True(InputFile.MayRead(secret.Path, own));
        secret.AssertUntouched();
    }

    [Fact]
    public void OptionsAndMarkersCountAsPlainFilesOfTheOwnerAlone()
    {
        using var secret = new Secret(_spool.Outside["secret"], "[squash]\nlayout = canary\n"u8.ToArray());
        using var linked = new Secret(_spool.Outside["linked"], "[squash]\nlayout = canary\n"u8.ToArray());
        _spool.Shell("""
            cd inbox
            for suffix in squash.conf ready; do
                printf '[squash]\nlayout = canary\n' > others.tar.$suffix
                ln -s ../../secret link.tar.$suffix
                mkfifo pipe.tar.$suffix
                mkdir folder.tar.$suffix
            done
            touch own.tar.ready; printf '[squash]\nmessage = own\n' > own.tar.squash.conf
            chown -h 1001:1001 *; chown 1002:1002 others.tar.*
            ln ../../linked hard.tar.squash.conf; ln ../../linked hard.tar.ready
            """);
        string[] kinds = ["folder", "hard", "link", "others", "pipe"];
        foreach (var name in kinds.Append("own"))
            _spool.Drop($"{name}.tar", _archive, name == "hard" ? 0 : SharedSpool.Alice);
        using var daemon = _spool.Start("spool.require_marker=.ready");
        WaitUntilDone("own");
        foreach (var kind in kinds)
            daemon.WaitFor($"{kind}.tar: waits: it waits for {kind}.tar.ready as a file of its owner");
        _spool.Shell("cd inbox; rm -r *.ready; touch folder.tar.ready link.tar.ready others.tar.ready pipe.tar.ready; chown 1001 *.ready; touch hard.tar.ready");
        foreach (var kind in kinds)
            WaitUntilDone(kind);
        Assert.Equal(0, daemon.End("TERM"));
        Assert.Equal(kinds.Select(kind => $"{kind}.tar.squash.conf"), _spool.Names("inbox"));
        Assert.Empty(_spool.Names("failed"));
        Assert.Equal(["own.tar.squash.conf"], _spool.Names("done").Where(name => name.EndsWith(".conf", StringComparison.Ordinal)));
        secret.AssertUntouched();
        linked.AssertUntouched();
    }

    private void WaitUntilDone(string name) =>
        Squashd.WaitUntil(() => File.Exists(_spool.Spool[$"outbox/{name}.tar.json"]) && File.Exists(_spool.Spool[$"done/{name}.tar"]), $"{name} is done");
}
