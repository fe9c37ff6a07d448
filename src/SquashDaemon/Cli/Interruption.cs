using System.Runtime.InteropServices;

namespace SquashDaemon.Cli;

/// <summary>
/// Turns SIGINT and SIGTERM into a cancelled token, so that a command can clean up. Who asks again later gets what the
/// signal usually does: the command may wait for something that nobody can cancel.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // Signals to a whole group, which somebody passes on, come twice at once.
    private const long PatienceMilliseconds = 2000;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _first;

    /// <summary>Begins to listen; <paramref name="endsOnHangup"/>: to SIGHUP as well.</summary>
    public Interruption(bool endsOnHangup)
    {
        PosixSignal[] signals =
        [
            PosixSignal.SIGINT, PosixSignal.SIGTERM,
            .. endsOnHangup ? [PosixSignal.SIGHUP] : Array.Empty<PosixSignal>(),
        ];
        foreach (var signal in signals)
            _registrations.Add(PosixSignalRegistration.Create(signal, Cancel));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        var now = Environment.TickCount64;
        var first = Interlocked.CompareExchange(ref _first, now, 0);
        if (first == 0 || now - first < PatienceMilliseconds)
            context.Cancel = true;
        _source.Cancel();
    }
}
