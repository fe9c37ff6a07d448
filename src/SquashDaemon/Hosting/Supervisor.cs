using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace SquashDaemon.Hosting;

/// <summary>
/// Whoever started us and wants to be told how we are: systemd, by the socket that <c>NOTIFY_SOCKET</c> names.
/// <para>
/// Of Microsoft.Extensions.Hosting.Systemd only those parts are used that look at nothing but that variable: the sender
/// (also to abstract sockets) and <see cref="SystemdLifetime"/>, which ends us on SIGTERM and says STOPPING. Not its
/// AddSystemd: that asks <c>/proc/PPID/comm</c> whether the parent is systemd, which <c>ProtectProc=invisible</c> hides,
/// so that the service would never become ready. And the lifetime's READY comes before the work has begun, so it is
/// held back: <see cref="StatusReporter"/> says it when it is true.
/// </para>
/// </summary>
internal sealed class Supervisor(ISystemdNotifier socket, TimeSpan? watchdog) : ISystemdNotifier
{
    private const string ReadyMessage = "READY=1";

    /// <summary>How long we may be silent before we are killed; null: for ever.</summary>
    public TimeSpan? Watchdog { get; } = watchdog;

    /// <inheritdoc/>
    public bool IsEnabled => socket.IsEnabled;

    /// <summary>
    /// The supervisor that the environment names. The variables are removed, so that no hook can speak for us.
    /// </summary>
    public static Supervisor Take()
    {
        var socket = new SystemdNotifier();
        var microseconds = TakeNumber("WATCHDOG_USEC");
        var process = TakeNumber("WATCHDOG_PID") ?? Environment.ProcessId;
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        return new Supervisor(
            socket,
            microseconds is > 0 and < int.MaxValue * 1000L && process == Environment.ProcessId
                ? TimeSpan.FromMicroseconds(microseconds.Value)
                : null);
    }

    /// <summary>Passes on what the lifetime says, but that we are ready.</summary>
    public void Notify(ServiceState state)
    {
        var message = state.ToString();
        if (message != ReadyMessage)
            Tell(message);
    }

    /// <summary>Sends assignments, one a line; their values must not hold a newline.</summary>
    public void Tell(string assignments)
    {
        try
        {
            socket.Notify(new ServiceState(assignments));
        }
        catch (SocketException)
        {
            // A supervisor that cannot be told must not harm the work; its watchdog tells it what it needs to know.
        }
    }

    private static long? TakeNumber(string variable)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
