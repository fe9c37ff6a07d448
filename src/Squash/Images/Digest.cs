using System.Security.Cryptography;

using Squash.Text;

namespace Squash.Images;

/// <summary>
/// The digest of content, <c>algorithm:hex</c> (image-spec descriptor.md, "Digests"). Parsed once, always valid. We
/// write sha256 only; sha512 is understood where an archive has it.
/// </summary>
public readonly record struct Digest
{
    private const string Sha256 = "sha256";
    private const string Sha512 = "sha512";
    private readonly bool _isLong;
    private readonly string? _hex;

    private Digest(bool isLong, string hex) => (_isLong, _hex) = (isLong, hex);

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => _isLong ? Sha512 : Sha256;

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("a digest is not set");

    /// <summary>Where an OCI layout keeps the blob (image-layout.md): <c>blobs/sha256/hex</c>.</summary>
    public string BlobPath => $"blobs/{Algorithm}/{Hex}";

    /// <summary>Reads <c>algorithm:hex</c>.</summary>
    /// <exception cref="InvalidDataException">It is not a digest.</exception>
    /// <exception cref="NotSupportedException">It is one, but of another algorithm.</exception>
    public static Digest Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var algorithm = colon < 0 ? "" : text[..colon];
        var hex = text[(colon + 1)..];
        if (algorithm.Length == 0 || hex.Length == 0)
            throw new InvalidDataException($"\"{Printable.Text(text)}\" is not a digest of the form sha256:hex");
        if (algorithm is not (Sha256 or Sha512))
            throw new NotSupportedException(
                $"the digest algorithm \"{Printable.Text(algorithm)}\" is not supported; save the image with sha256 digests");
        return TryParseHex(hex, algorithm == Sha512, out var digest)
            ? digest
            : throw new InvalidDataException($"\"{Printable.Text(text)}\" is not a valid {algorithm} digest");
    }

    /// <summary>Reads 64 lower-case hexadecimal digits as a sha256; false if the text is anything else.</summary>
    public static bool TryParseSha256Hex(string hex, out Digest digest) => TryParseHex(hex, isLong: false, out digest);

    /// <summary>The sha256 of bytes in memory.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromSha256(SHA256.HashData(content));

    /// <summary>A digest of the 32 bytes of a finished sha256.</summary>
    public static Digest FromSha256(ReadOnlySpan<byte> hash) => new(isLong: false, Convert.ToHexStringLower(hash));

    /// <summary>A running hash of this digest's algorithm.</summary>
    public IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(_isLong ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    /// <summary>Whether a finished hash is the one that this digest names.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash) == Hex;

    /// <summary>Whether bytes in memory have this digest.</summary>
    public bool MatchesContent(ReadOnlySpan<byte> content) =>
        Matches(_isLong ? SHA512.HashData(content) : SHA256.HashData(content));

    /// <summary><c>algorithm:hex</c>.</summary>
    public override string ToString() => $"{Algorithm}:{Hex}";

    private static bool TryParseHex(string hex, bool isLong, out Digest digest)
    {
        var isValid = hex.Length == (isLong ? 128 : 64)
            && !hex.AsSpan().ContainsAnyExcept("0123456789abcdef");
        digest = isValid ? new Digest(isLong, hex) : default;
        return isValid;
    }
}
