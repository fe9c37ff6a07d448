using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace SquashDaemon.Hosting;

/// <summary>
/// SIGHUP as something to wait for. It ends a process that does not listen, so this is made before anything else; what
/// comes before anybody reads is kept, and several at once count as one.
/// </summary>
internal sealed class HangupSignal : IDisposable
{
    private readonly Channel<bool> _hangups = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly PosixSignalRegistration _registration;

    /// <summary>Begins to listen.</summary>
    public HangupSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        _hangups.Writer.TryWrite(true);
    });

    /// <summary>The signals.</summary>
    public ChannelReader<bool> Hangups => _hangups.Reader;

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}
