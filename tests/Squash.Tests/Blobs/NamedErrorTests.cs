using Squash.Blobs;

namespace Squash.Tests.Blobs;

/// <summary>What fails says what was tried, and keeps the number of its error.</summary>
public sealed class NamedErrorTests
{
    private const int InputOutput = 5;

    [Fact]
    public void OfTheArchive()
    {
        // Nothing is mapped at its first byte.
        using var file = File.OpenHandle("/proc/self/mem");
        using var stream = new Blob(file, 0, 10).Open();
        var error = Assert.Throws<IOException>(() => stream.ReadByte());
        Assert.StartsWith("cannot read the archive: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(InputOutput, error.HResult);
    }

    [Fact]
    public void OfAScratchFile()
    {
        var error = Assert.Throws<IOException>(() => ScratchFile.Create("/proc"));
        Assert.StartsWith("cannot make a scratch file: ", error.Message, StringComparison.Ordinal);
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        error = Assert.Throws<IOException>(() => ScratchFile.Write(full, [1], 0));
        Assert.Equal("cannot write a scratch file: No space left on device", error.Message.Split(" : ")[0]);
    }
}
