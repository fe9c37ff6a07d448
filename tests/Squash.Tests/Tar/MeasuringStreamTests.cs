namespace Squash.Tests.Tar;

public sealed class MeasuringStreamTests
{
    [Fact]
    public void EveryWayToWriteIsCounted()
    {
        using var measure = new MeasuringStream();
        measure.Write(new byte[10], 2, 5);
        measure.Write([1, 2, 3]);
        measure.Add(1L << 40);
        measure.Flush();
        Assert.Equal(((1L << 40) + 8, (1L << 40) + 8), (measure.Length, measure.Position));
    }

    [Fact]
    public void ItCanOnlyBeWritten()
    {
        using var measure = new MeasuringStream();
        Assert.Equal((false, false, true), (measure.CanRead, measure.CanSeek, measure.CanWrite));
        Assert.Throws<NotSupportedException>(() => measure.Read(new byte[1], 0, 1));
        Assert.Throws<NotSupportedException>(() => measure.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => measure.SetLength(0));
        Assert.Throws<NotSupportedException>(() => measure.Position = 0);
    }
}
