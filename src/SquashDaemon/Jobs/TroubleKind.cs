namespace SquashDaemon.Jobs;

/// <summary>What kinds of trouble there are, by what follows from them.</summary>
internal enum TroubleKind
{
    /// <summary>Passes in a moment: tried again at once.</summary>
    Instant,

    /// <summary>May pass: tried again at once from the start, and then later.</summary>
    Transient,

    /// <summary>No room, which is not the job's fault: the outbox is held, no attempt is burned.</summary>
    Room,

    /// <summary>The spool's folders cannot be used: all is held until they can, no attempt is burned.</summary>
    Environment,

    /// <summary>A file of the job itself may not be read: it is tried again later, and nobody else waits for it.</summary>
    Denied,

    /// <summary>A flush failed: what was written is worth nothing and is written anew, later.</summary>
    Rewrite,

    /// <summary>Will hardly pass: few attempts.</summary>
    Stubborn,

    /// <summary>The image is refused: no second attempt.</summary>
    Refused,

    /// <summary>A fault of squashd: no second attempt.</summary>
    Fault,
}
