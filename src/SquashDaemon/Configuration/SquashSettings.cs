namespace SquashDaemon.Configuration;

/// <summary><c>[squash]</c>: how images are squashed; a sidecar may say otherwise for one of them.</summary>
internal sealed record SquashSettings
{
    /// <summary><c>layout</c>: the form of the output.</summary>
    public LayoutChoice Layout { get; init; } = LayoutChoice.Docker;

    /// <summary><c>compress</c>: how the layer is compressed.</summary>
    public LayerCompression Compress { get; init; } = LayerCompression.None;

    /// <summary><c>platform</c>: the only platform that is kept, as <c>OS/ARCH[/VARIANT]</c>; null: all.</summary>
    public string? Platform { get; init; }

    /// <summary><c>owner</c>: whom every entry belongs to; null: whom it belonged to.</summary>
    public EntryOwner? Owner { get; init; }

    /// <summary><c>from_layer</c>: squash only the newest N layers, or those above this ID; null: all.</summary>
    public string? FromLayer { get; init; }

    /// <summary><c>message</c>: the comment of the new history step; null: none.</summary>
    public string? Message { get; init; }

    /// <summary><c>verify</c>: check the digests of input bytes that the output does not need.</summary>
    public bool Verify { get; init; } = true;

    /// <summary><c>scratch</c>: where compressed archives are expanded; null: the work folder.</summary>
    public string? Scratch { get; init; }

    /// <summary>Names instead of the original ones; only a sidecar gives them (<c>tags</c>).</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
