using Squash.Tests.Archives;

namespace Squash.Tests.Verifying;

public sealed class VerifierTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    /// <summary>To read the file takes hours.</summary>
    [Fact]
    public async Task ItStopsInTheMiddleOfAFile()
    {
        const string endless = "f a=x [p.GNU.sparse.size=17592186044416 p.GNU.sparse.offset=0 p.GNU.sparse.numbytes=1]";
        using var stop = new CancellationTokenSource();
        var verification = Task.Run(() => _file.Verify(TestImages.Plain(endless).ToArray(), stop.Token), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(() => verification.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verification.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }
}
