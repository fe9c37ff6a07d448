namespace Squash.Tests.Tar;

public sealed class CancellationTests
{
    private const int Bytes = 700_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CopyingStopsBetweenTwoBuffers(bool raw)
    {
        using var cancelled = new CancellationTokenSource();
        var reader = new TarReader(new MemoryStream(new TarBuilder().Entry("f", content: new string('c', Bytes)).Bytes));
        Assert.True(reader.Read());
        var target = new CancellingStream(cancelled);
        Assert.Throws<OperationCanceledException>(() =>
        {
            if (raw)
                reader.CopyRawTo(target, cancelled.Token);
            else
                reader.CopyContentTo(target, cancelled.Token);
        });
        Assert.InRange(target.Length, 1, Bytes / 2);
    }

    [Fact]
    public void WritingAHoleStopsToo()
    {
        using var cancelled = new CancellationTokenSource();
        var archive = new TarBuilder().Pax(("GNU.sparse.size", $"{Bytes}"), ("GNU.sparse.map", "0,0")).Entry("s");
        var reader = new TarReader(new MemoryStream(archive.Bytes));
        Assert.True(reader.Read());
        var target = new CancellingStream(cancelled);
        Assert.Throws<OperationCanceledException>(() => reader.CopyContentTo(target, cancelled.Token));
        Assert.InRange(target.Length, 1, Bytes / 2);
    }

    /// <summary>Somebody gives up while the first bytes are written.</summary>
    private sealed class CancellingStream(CancellationTokenSource source) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            source.Cancel();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            source.Cancel();
        }
    }
}
