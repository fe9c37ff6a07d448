namespace Fuzz;

/// <summary>A reader of bytes that anybody may have written: it takes them, or refuses them in one sentence.</summary>
internal abstract class Target
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new ImageTarget(), new ArchiveTarget(), new TarTarget(), new PaxTarget(), new LayerTarget(), new JsonTarget(),
        new SettingsTarget(),
    ];

    /// <summary>What the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs to begin with.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Words that the reader knows; a fuzzer puts them into its inputs.</summary>
    public virtual IEnumerable<string> Words => [];

    /// <summary>Feeds it; whatever comes out as an exception is a finding.</summary>
    public abstract void Run(byte[] input);

    /// <summary>Text as bytes, one each.</summary>
    protected static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
