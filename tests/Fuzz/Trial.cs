using Squash;
using Squash.Archives;
using Squash.Blobs;

namespace Fuzz;

/// <summary>
/// The whole engine at one archive: what is squashed the verifier finds equal, what is refused the verifier refuses too,
/// nobody throws anything else, and nothing is left behind.
/// </summary>
internal sealed class Trial
{
    private const long MostPlainBytes = 16 << 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    private string Original => Path.Combine(_folder, "original.tar");

    private string Flat => Path.Combine(_folder, "flat.tar");

    /// <summary>Tries an archive with the options of some <paramref name="letters"/> (<see cref="Squash"/>).</summary>
    public void Judge(byte[] archive, string letters = "")
    {
        File.WriteAllBytes(Original, archive);
        string? refusal;
        try
        {
            refusal = Refusal.Of(() => Squash(letters));
        }
        catch (ChoiceException)
        {
            return;
        }
        Refusal.Of(() => Judge(Completeness));
        var inspected = Refusal.Of(Inspect);
        var read = Refusal.Of(() => Verify(Original, Original));
        if (refusal is null)
            Compare(letters, read);
        else if (read is null && inspected is null && !refusal.Contains("max_uncompressed", StringComparison.Ordinal))
            throw new FindingException($"only the squasher refuses: {refusal}");
        if (Directory.EnumerateFileSystemEntries(_folder).Count() > 2)
            throw new FindingException("something is left behind");
    }

    private static void Judge(Func<Completeness> judge)
    {
        if (judge() is { IsComplete: false, Reason: var reason } && reason.Any(char.IsControl))
            throw new FindingException($"a control character in: {reason}");
    }

    private void Compare(string letters, string? read)
    {
        // Unverified input may be damaged, and other owners are what was asked for: then the result must be sound, not equal.
        var isEqual = !letters.Contains('n', StringComparison.Ordinal) && !letters.Contains('w', StringComparison.Ordinal);
        if (!isEqual && read is not null)
            return;
        IReadOnlyList<string> differences = [];
        var refusal = Refusal.Of(() => differences = Verify(isEqual ? Original : Flat, Flat));
        if (refusal is not null)
            throw new FindingException($"only the verifier refuses: {refusal}");
        // An upper layer that has our form already becomes itself, and a config without a history does not tell.
        if (letters.Any(char.IsAsciiDigit) && differences is ["nothing of the archive is squashed"])
            return;
        if (isEqual && differences.Count > 0)
            throw new FindingException($"not equal: {string.Join("; ", differences.Take(5))}");
    }

    /// <summary>
    /// Options: <c>o</c> an OCI layout, <c>g</c> and <c>z</c> a compressed layer, <c>1</c> to <c>9</c> only so many layers,
    /// <c>p</c> to a pipe, <c>t</c> a small table, <c>n</c> unverified, <c>w</c> another owner, <c>k</c> plain copies.
    /// </summary>
    private void Squash(string letters)
    {
        bool Has(char letter) => letters.Contains(letter, StringComparison.Ordinal);
        var options = new SquashOptions
        {
            ScratchDirectory = _folder,
            MaxUncompressedBytes = MostPlainBytes,
            Verify = !Has('n'),
            TableBytes = Has('t') ? 1 : 64 << 20,
            KeepsPlainLayers = Has('k'),
            Layout = Has('o') ? ArchiveLayout.Oci : ArchiveLayout.Docker,
        };
        if (letters.FirstOrDefault(char.IsAsciiDigit) is > '0' and var layers)
            options = options with { FromLayer = $"{layers}" };
        if (Has('g') || Has('z'))
            options = options with { Compression = LayerCompression.Parse(Has('g') ? "gzip:1" : "zstd:1")!.Value };
        if (Has('w'))
            options = options.With("owner", "7:8");
        using var source = File.OpenHandle(Original);
        using var file = File.Create(Flat);
        using Stream target = Has('p') ? new Squash.Tests.Archives.ForwardStream(file) : file;
        new Squasher(options).Squash(source, target);
    }

    private Completeness Completeness()
    {
        using var source = File.OpenHandle(Original);
        return global::Squash.Completeness.Of(source, _folder, MostPlainBytes, CancellationToken.None);
    }

    private void Inspect()
    {
        using var source = File.OpenHandle(Original);
        new Inspector(_folder).Inspect(source);
    }

    private IReadOnlyList<string> Verify(string left, string right)
    {
        using var original = File.OpenHandle(left);
        using var flat = File.OpenHandle(right);
        return new Verifier(_folder).Verify(original, flat).Differences;
    }
}
