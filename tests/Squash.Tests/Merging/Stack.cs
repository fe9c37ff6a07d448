namespace Squash.Tests.Merging;

/// <summary>A stack of layers, bottom first; it prints in the language of <see cref="StackText"/>.</summary>
internal sealed record Stack(IReadOnlyList<IReadOnlyList<EntrySpec>> Layers)
{
    /// <summary>Streams of the layers, as a merger wants them.</summary>
    public IReadOnlyList<Func<Stream>> Openers() =>
        [.. Layers.Select(TarBytes.Layer).Select(bytes => (Func<Stream>)(() => new MemoryStream(bytes, writable: false)))];

    public override string ToString() => StackText.Print(Layers);
}
