namespace Squash;

/// <summary>What a squash may do and where; every option has a safe default but the scratch directory.</summary>
public sealed record SquashOptions
{
    /// <summary>An existing directory for unlinked scratch files; only used when the whole archive is compressed.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>Verify the digests of input bytes that the output does not need.</summary>
    public bool Verify { get; init; } = true;
}
