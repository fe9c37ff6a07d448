namespace Faults.Hostile;

/// <summary>One archive of the corpus.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Write">Writes it, each time the same.</param>
internal sealed record HostileArchive(string Name, Action<Stream> Write)
{
    /// <summary>Options of <c>squash</c> for it.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>An archive of members that are added to a tar, which is ended.</summary>
    public static HostileArchive Of(string name, Action<RawTar> add) => new(name, stream =>
    {
        var tar = new RawTar(stream);
        add(tar);
        tar.End();
    });

    /// <summary>An archive that is in memory.</summary>
    public static HostileArchive Of(string name, byte[] bytes) => new(name, stream => stream.Write(bytes));
}
