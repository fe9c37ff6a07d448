namespace SquashDaemon.Configuration;

/// <summary>The folders of a spool; a file's state is the folder that it is in.</summary>
/// <param name="Inbox">Where archives are dropped.</param>
/// <param name="Outbox">Where flat archives appear.</param>
/// <param name="Done">Originals of finished ones.</param>
/// <param name="Failed">Originals that could not be squashed, each with its error.</param>
/// <param name="Work">The one in hand.</param>
internal sealed record SpoolFolders(string Inbox, string Outbox, string Done, string Failed, string Work)
{
    /// <summary>What the others are below where they are not set apart.</summary>
    public string Root { get; init; } = "";

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [Inbox, Outbox, Done, Failed, Work];

    /// <summary>
    /// The folders below one root; inbox and outbox may be elsewhere (done, failed, work: by <c>with</c>).
    /// </summary>
    public static SpoolFolders Of(string root, string? inbox = null, string? outbox = null)
    {
        var top = Path.GetFullPath(root);
        return new SpoolFolders(
            Path.GetFullPath(inbox ?? Path.Combine(top, "inbox")),
            Path.GetFullPath(outbox ?? Path.Combine(top, "outbox")),
            Path.Combine(top, "done"),
            Path.Combine(top, "failed"),
            Path.Combine(top, "work"))
        { Root = top };
    }
}
