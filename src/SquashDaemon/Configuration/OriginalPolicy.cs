namespace SquashDaemon.Configuration;

/// <summary><c>[spool] on_success</c>: what becomes of an original whose flat archive is in the outbox.</summary>
internal enum OriginalPolicy
{
    /// <summary>It goes to the done folder.</summary>
    Done,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It goes back to the inbox, and is not squashed again while its report stands in the outbox.</summary>
    Keep,
}
