using System.Globalization;
using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>
/// Archives, and their options, that become something else between the check and the use, which their owner must not get
/// through the daemon; SQUASHD_SWAPS says how many times (by default 600).
/// </summary>
public sealed class SwapTests : IDisposable
{
    private static readonly int Swaps = int.Parse(
        Environment.GetEnvironmentVariable("SQUASHD_SWAPS") is { Length: > 0 } swaps ? swaps : "600", CultureInfo.InvariantCulture);

    private const int Count = 48;
    private const int Seed = 20_260_301;

    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(number => $"{number:d2}.tar")];
    private readonly SharedSpool _spool = new();
    private readonly Swapper _swapper;
    private readonly byte[] _archive;
    private readonly byte[][] _outputs;
    private readonly Secret _linked;
    private readonly Secret _named;
    private readonly Secret _options;
    private int _drops;

    public SwapTests()
    {
        TinyImage.Write(_spool.Outside["a.tar"], "good");
        TinyImage.Write(_spool.Outside["secret.tar"], "canary");
        _archive = File.ReadAllBytes(_spool.Outside["a.tar"]);
        var secret = File.ReadAllBytes(_spool.Outside["secret.tar"]);
        // What is judged and what is used cannot be told apart by their sizes.
        Assert.Equal(_archive.Length, secret.Length);
        (_linked, _named) = (new Secret(_spool.Outside["linked"], secret), new Secret(_spool.Outside["named"], secret));
        _options = new Secret(_spool.Outside["options"], "[squash]\nmessage = canary\n"u8.ToArray());
        Assert.Equal(0, Squashd.Run("squash", _spool.Outside["a.tar"], "-o", _spool.Outside["plain.tar"]).Code);
        Assert.Equal(0, Squashd.Run("squash", _spool.Outside["a.tar"], "-o", _spool.Outside["told.tar"], "--message", "own").Code);
        _outputs = [File.ReadAllBytes(_spool.Outside["plain.tar"]), File.ReadAllBytes(_spool.Outside["told.tar"])];
        _swapper = new Swapper(_spool.Spool["inbox"], Seed);
    }

    public void Dispose()
    {
        _swapper.Dispose();
        foreach (var secret in new[] { _linked, _named, _options })
            secret.Dispose();
        _spool.Dispose();
    }

    [Fact]
    public void WhatBecomesSomethingElseIsNeverRead()
    {
        foreach (var name in Names)
            Fill(name);
        using var daemon = _spool.Start("spool.settle=0s", "limits.workers=2");
        var swapped = new HashSet<string>(StringComparer.Ordinal);
        for (var swaps = 0; swaps < Swaps;)
        {
            var opened = _swapper.WaitForOpened();
            foreach (var name in opened.Where(Names.Contains))
            {
                _swapper.Hesitate();
                var victim = swaps % 4 == 3 ? IgnoreList.SidecarOf(name) : name;
                if (!_swapper.TrySwap(victim))
                    continue;
                swaps++;
                swapped.Add(victim);
            }
            Assert.False(daemon.HasEnded, $"it ended after {swaps} swaps: {daemon.Log}");
            if (opened.Count > 0)
                continue;
            swapped.RemoveWhere(_swapper.TrySwap);
            foreach (var name in Names)
                Fill(name);
        }
        GiveAllThatIsGood();
        Squashd.WaitUntil(() => !Archives().Any() && _spool.Names("work").Length == 1, "all that is good is done");
        Assert.Equal(0, daemon.End("TERM"));
        AssertNothingGotOut();
        TestContext.Current.SendDiagnosticMessage($"{Swaps} swaps, {_drops} archives dropped and done, nothing else read");
    }

    /// <summary>Puts a good archive under a name that has none, and something else beside it that stands ready.</summary>
    private void Fill(string name)
    {
        var number = int.Parse(name[..2], CultureInfo.InvariantCulture);
        Fill(IgnoreList.SidecarOf(name), "[squash]\nmessage = own\n"u8.ToArray(), number % 3, _options.Path);
        if (Fill(name, _archive, number % 4, number % 4 == 0 ? _named.Path : _linked.Path))
            _drops++;
    }

    /// <summary>Whether a new one had to be made.</summary>
    private bool Fill(string name, byte[] good, int kind, string secret)
    {
        var other = _swapper.OtherOf(name);
        var isMissing = Of(name) is null;
        // The good one was exchanged, and the other has gone into the daemon's hands.
        var isBack = isMissing && IsGood(FileIdentity.Of(other, follow: false)) && Durable.TryRename(other, _spool.Spool[$"inbox/{name}"]);
        if (FileIdentity.Of(other, follow: false) is null)
            MakeOther(other, kind, secret);
        if (!isMissing || isBack)
            return false;
        _spool.Drop(name, good, SharedSpool.Alice);
        return true;
    }

    private static void MakeOther(string path, int kind, string secret)
    {
        switch (kind)
        {
            case 0:
                File.CreateSymbolicLink(path, secret);
                break;
            case 1:
                Assert.Equal(0, LibC.Link(secret, path));
                break;
            case 2:
                Assert.Equal(0, Squashd.Shell("/", $"mkfifo '{path}'").Code);
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }
    }

    private void GiveAllThatIsGood()
    {
        foreach (var name in Names)
        {
            var other = _swapper.OtherOf(name);
            if (IsGood(FileIdentity.Of(other, follow: false)))
                Give(other, name);
        }
    }

    private void Give(string other, string name)
    {
        for (var number = 1; !Durable.TryRename(other, _spool.Spool[$"inbox/{FreeName.Of(name, number)}"]); number++)
        {
        }
    }

    private void AssertNothingGotOut()
    {
        foreach (var (path, file) in _spool.Files())
        {
            var bytes = SmallFile.Read(path, int.MaxValue)!;
            Assert.True(file is { IsRegular: true, Links: 1 }, $"{path} was taken");
            Assert.False(bytes.AsSpan().IndexOf("canary"u8) >= 0, $"{path} tells the secret");
        }
        foreach (var output in _spool.Names("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)))
            Assert.Contains(File.ReadAllBytes(_spool.Spool[$"outbox/{output}"]), _outputs);
        var done = _spool.Names("done").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)).ToArray();
        Assert.All(done, name => Assert.Equal(_archive, File.ReadAllBytes(_spool.Spool[$"done/{name}"])));
        Assert.Equal(_drops, done.Length);
        Assert.Empty(_spool.Names("failed"));
        // Whoever has swapped a second name of it in may see it opened, and closed again by what it is.
        _linked.AssertUntouched(mayBeOpened: true);
        _named.AssertUntouched();
        _options.AssertUntouched();
    }

    private IEnumerable<string> Archives() =>
        _spool.Names("inbox").Where(name => !name.StartsWith('.') && name.EndsWith(".tar", StringComparison.Ordinal) && IsGood(Of(name)));

    private FileIdentity? Of(string name) => FileIdentity.Of(_spool.Spool[$"inbox/{name}"], follow: false);

    private static bool IsGood(FileIdentity? file) => file is { } there && FileKind.Refusal(there) is null;
}
