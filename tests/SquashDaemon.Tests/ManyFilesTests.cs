namespace SquashDaemon.Tests;

/// <summary>Ten thousand archives at once.</summary>
public sealed class ManyFilesTests : IDisposable
{
    private const int Files = 10_000;

    // In memory if there is a place for it: a disk that is flushed ten times for each would be all that is measured.
    private readonly TempFolder _folder = new(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TenThousandArchivesAreDoneInTheOrderOfTheirArrival()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        for (var number = 0; number < Files; number++)
            TinyImage.Write(_folder[$"inbox/{number:d5}.tar"], $"{number % 7}");
        Assert.Equal(0, Daemon.DrainMany(_folder, "logging.level=error"));
        Assert.Equal(2 * Files, _folder.Files("outbox").Length);
        Assert.Equal(Files, _folder.Files("done").Length);
        Assert.Empty(_folder.Files("inbox"));
        Assert.Equal([".squashd.lock"], Directory.GetFileSystemEntries(_folder["work"]).Select(Path.GetFileName));
        var order = Directory.GetFiles(_folder["outbox"], "*.tar").OrderBy(File.GetLastWriteTimeUtc).ToList();
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
    }
}
