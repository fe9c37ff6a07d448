namespace SquashDaemon.Configuration;

/// <summary>
/// The settings that hold now. A reload (SIGHUP) replaces them whole, or not at all, while the daemon runs: who works
/// by them reads <see cref="Current"/> anew for each scan and each job, and keeps that one record to its end. The
/// folders, the state folder and <see cref="DaemonSettings.IsDrain"/> never change.
/// </summary>
internal sealed class LiveSettings(DaemonSettings settings)
{
    private volatile DaemonSettings _current = settings;

    /// <summary>What holds now.</summary>
    public DaemonSettings Current => _current;

    /// <summary>Lets others hold.</summary>
    public void Replace(DaemonSettings settings) => _current = settings;
}
