using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class PartStreamTests
{
    [Fact]
    public void AFailedWriteNamesTheCallAndTheFile()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
        using var part = new PartStream(full, "/outbox/app.tar");

        // More than the buffer holds, so that it reaches the device.
        var error = Assert.Throws<IOException>(() => part.Write(new byte[1 << 20]));

        Assert.Equal("cannot write /outbox/app.tar: No space left on device", error.Message);
        Assert.Equal(Errno.NoSpace, error.HResult);
    }

    [Fact]
    public void AFailedReadNamesTheCallAndTheFile()
    {
        using var memory = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read);
        using var part = new PartStream(memory, "/outbox/app.tar");

        // There is nothing at address 0.
        var error = Assert.Throws<IOException>(() => part.Read(new byte[1], 0, 1));

        Assert.Equal("cannot read /outbox/app.tar: Input/output error", error.Message);
    }
}
