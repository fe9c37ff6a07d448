using Squash.Blobs;
using Squash.Tests.Archives;

namespace Fuzz;

/// <summary>Whole archives as bytes: the outer tar, its names, links and JSON. Digests stop most damage further in.</summary>
internal sealed class ArchiveTarget : Target
{
    private readonly Trial _trial = new();

    public override string Name => "archive";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            ArchiveBuilder[] all =
            [
                TestImages.DockerLegacy(), TestImages.PodmanDocker(), TestImages.DockerHybrid(), TestImages.OciArchive(),
                TestImages.ContainerdStore(),
            ];
            return [.. all.Select(archive => archive.ToArray()), TestImages.Gzip(all[0].ToArray()), all[1].ToArray("./")];
        }
    }

    public override IEnumerable<string> Words => ImageTarget.JsonWords;

    public override void Run(byte[] input) =>
        _trial.Judge(Codec.Detect(input) == Compression.None ? Headers.Seal(input) : input);
}
