using System.Runtime.InteropServices;

namespace SquashDaemon.Cli;

/// <summary>Turns SIGINT and SIGTERM into a cancelled token, so that a command can clean up.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

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
        context.Cancel = true;
        _source.Cancel();
    }
}
