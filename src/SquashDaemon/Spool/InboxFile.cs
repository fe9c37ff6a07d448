namespace SquashDaemon.Spool;

/// <summary>What is known of one file in the inbox.</summary>
/// <param name="name">Its name.</param>
/// <param name="order">Its place in the order of arrival.</param>
internal sealed class InboxFile(string name, long order)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its place in the order of arrival.</summary>
    public long Order { get; } = order;

    /// <summary>Its state when it was last looked at.</summary>
    public FileIdentity Identity { get; set; }

    /// <summary>Since when it has had that state, by a clock that no one can set.</summary>
    public long StillSince { get; set; }

    /// <summary>Why it waits.</summary>
    public WaitState State { get; set; }

    /// <summary>Since when it has waited for that, by the same clock.</summary>
    public long WaitsSince { get; set; }

    /// <summary>The same in words; safe to print.</summary>
    public string Reason { get; set; } = "";

    /// <summary>
    /// Why it waited when it was last asked what nothing tells of: it is asked so often that whoever looks may find it in the
    /// middle of that. Null: it did not wait for such a thing.
    /// </summary>
    public Verdict? Asked { get; set; }
}
