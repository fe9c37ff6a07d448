using System.IO.Compression;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>What no second attempt can mend fails at once, with its reason.</summary>
public sealed class RefusalProcessTests : IDisposable
{
    private const int ContentAt = 1024;
    private readonly TempFolder _folder = new();

    public RefusalProcessTests() => Directory.CreateDirectory(_folder["inbox"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AByteThatIsNotWhatItsDigestSays()
    {
        TinyImage.Write(_folder["a"], "a");
        var bytes = File.ReadAllBytes(_folder["a"]);
        bytes[ContentAt] ^= 1;
        File.WriteAllBytes(_folder["inbox/a.tar"], bytes);
        AssertRefused("does not have its digest");
    }

    [Fact]
    public void AnImageOfAnotherSystem()
    {
        TinyImage.Write(_folder["inbox/a.tar"], "a", os: "windows");
        AssertRefused("Windows image");
    }

    [Fact]
    public void AnArchiveThatExpandsToMoreThanTheLimit()
    {
        TinyImage.Write(_folder["a"], new string('a', 2 << 20));
        using (var packed = new GZipStream(File.Create(_folder["inbox/a.tar"]), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(_folder["a"]));
        AssertRefused("more than 1048576 bytes, the limit max_uncompressed", "limits.max_uncompressed=1MiB");
    }

    private void AssertRefused(string says, params string[] settings)
    {
        TinyImage.Write(_folder["inbox/b.tar"], "b");
        var (code, log) = Daemon.Drain(_folder, settings);
        Assert.Equal(1, code);
        var error = new JobFolder(_folder["failed/a.tar"]).ReadError()!;
        Assert.Equal(("refused", 1), (error.Kind, error.Attempts));
        Assert.Contains(says, error.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("next attempt", log, StringComparison.Ordinal);
        Assert.Equal(["b.tar", "b.tar.json"], _folder.Files("outbox"));
    }
}
