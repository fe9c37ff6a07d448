namespace SquashDaemon.Configuration;

/// <summary>
/// <c>[hooks]</c>: programs that are told of the end of a job; they run without a shell and without arguments.
/// </summary>
internal sealed record HookSettings
{
    /// <summary><c>on_done</c>: the full path of the program for finished jobs; null: none.</summary>
    public string? OnDone { get; init; }

    /// <summary><c>on_failed</c>: the full path of the program for failed jobs; null: none.</summary>
    public string? OnFailed { get; init; }

    /// <summary><c>timeout</c>: how long one may run before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
