using Squash;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>Many images that go through a spool, a window of them at a time; what is done is verified and goes.</summary>
internal sealed class SoakSpool : IDisposable
{
    private const int LargeMebiBytes = 64;
    private const int MostWaiting = 40;
    private const string HiddenName = "inbox/.next";
    private readonly Toll _toll;
    private int _dropped;
    private int _through;

    public SoakSpool(Toll toll)
    {
        _toll = toll;
        foreach (var name in new[] { "inbox", "outbox", "done", "failed", "work", "state" })
            Directory.CreateDirectory(Folder[name]);
        LargeImage.Write(Folder["large"], LargeMebiBytes);
    }

    public TempFolder Folder { get; } = new();

    /// <summary>Whether nothing more can be dropped now.</summary>
    public bool IsFull => _dropped - _through >= MostWaiting;

    /// <summary>Whether all is through, and nothing in hand.</summary>
    public bool IsIdle => _dropped == _through && Directory.GetDirectories(Folder["work"]).Length == 0;

    public void Dispose() => Folder.Dispose();

    /// <summary>Drops an image.</summary>
    public void Drop(bool isLarge)
    {
        var name = $"{++_dropped}.tar";
        if (isLarge)
            File.Copy(Folder["large"], Folder[HiddenName]);
        else
            TinyImage.Write(Folder[HiddenName], name);
        File.Move(Folder[HiddenName], Folder[$"inbox/{name}"]);
        _toll.Count();
    }

    /// <summary>Verifies and removes what is done, and puts back what a disk that failed too often has made fail.</summary>
    public void Clear()
    {
        foreach (var report in Folder.Files("outbox").Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            var name = report[..^".json".Length];
            // The original follows its report.
            if (!File.Exists(Folder[$"done/{name}"]))
                continue;
            _toll.Try("partial", name, () => Assert.Empty(Differences(name)));
            foreach (var path in new[] { $"outbox/{report}", $"outbox/{name}", $"done/{name}" })
                File.Delete(Folder[path]);
            _through++;
        }
        foreach (var failed in Directory.GetDirectories(Folder["failed"]))
        {
            var error = new JobFolder(failed).ReadError()!;
            _toll.Expect(error.Kind == "io", "other", $"{error.Name.Text} failed: {error.Error}");
            var (code, _, says) = Squashd.Run("retry", error.Name.Text, "--inbox", Folder["inbox"]);
            _toll.Expect(code == 0, "lost", says);
        }
    }

    private IReadOnlyList<string> Differences(string name)
    {
        using var original = File.OpenHandle(Folder[$"done/{name}"]);
        using var flat = File.OpenHandle(Folder[$"outbox/{name}"]);
        return new Verifier(Folder.Path).Verify(original, flat, TestContext.Current.CancellationToken).Differences;
    }
}
