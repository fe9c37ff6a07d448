using Squash.Tests.Merging;

namespace Fuzz;

/// <summary>Whole archives from recipes: every digest is right, so that damage reaches what is behind them.</summary>
internal sealed class ImageTarget : Target
{
    private const int RandomSeeds = 60;
    private readonly Trial _trial = new();

    /// <summary>Words of manifests, indexes and configs.</summary>
    public static IReadOnlyList<string> JsonWords { get; } =
    [
        "manifest.json", "index.json", "oci-layout", "repositories", "blobs/sha256/", "sha256:", "/layer.tar", "/json", "../",
        "\"Config\":", "\"RepoTags\":", "\"Layers\":", "\"rootfs\":", "\"diff_ids\":", "\"history\":", "\"empty_layer\":true",
        "\"mediaType\":", "\"digest\":", "\"size\":", "\"manifests\":", "\"layers\":", "\"config\":", "\"annotations\":",
        "\"platform\":", "\"architecture\":", "\"os\":", "\"variant\":", "\"created\":", "\"subject\":", "\"urls\":", "null",
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json", "\"schemaVersion\":",
        "application/vnd.docker.distribution.manifest.v2+json", "org.opencontainers.image.ref.name",
        "io.containerd.image.name", "vnd.docker.reference.type", "\"artifactType\":", "\"data\":",
    ];

    public override string Name => "image";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            string[] stacks =
            [
                "d etc, f etc/a=one, h etc/b->etc/a, f etc/gone=x | f etc/a=two, w etc/gone | d srv [0700 5:6], l srv/link->../etc/a",
                "d d, f d/x=1 | f d=2 | d d, f d/y=3 | o d, f d/z=4", "f a=1, h b->a, h c->b | w a | f b=2", "f a=1 | h b->a | w a, f a=2",
                "l lib->usr/lib, d usr/lib | f lib/new=1 | o ., f x=1", "c n=1:3, p fifo, b disk=259:0 | w n, f fifo=1",
                "f a=1 [0755 1:2 @12.5 x.user.a=b], f s=\\x00 [x.security.capability=\\x01\\x00] | f a [p.uid=77 size=512 form=gnu]",
                "f ./a//b=1, f /c=2, d .wh..wh.plnk, f .wh..wh.plnk/1=x, h y->.wh..wh.plnk/1 | w a, f a/b=3",
            ];
            string[] options = ["", "1", "2op", "3zk", "g", "pt", "k1", "nk", "w", "oz2"];
            return stacks.Select((stack, index) => Recipe.Of(StackText.Parse(stack), index, options[index]))
                .Concat(Enumerable.Range(0, RandomSeeds).Select(seed =>
                    Recipe.Of(Random.Of(StackGenerator.Stacks, seed).Layers, seed, options[seed % options.Length])))
                .Select(Latin);
        }
    }

    public override IEnumerable<string> Words =>
    [
        .. JsonWords, "\n@", " link\n", " tar\n", " gzip\n", " zstd\n", "$d0", "$p1", "$s2", "w a", "o a", "d a", "h b->a", "f a=1",
        " [0755 1:2 @12.5]", "x.user.a=b", "p.path=", "p.size=1", "p.GNU.sparse.map=0,1", "type=7", "size=512", "form=gnu",
        "form=prefix", "form=global", ".wh.", ".wh..wh..opq", ".wh..wh.plnk/", "\\x00", "../", "./", "c a=0:0",
    ];

    public override void Run(byte[] input)
    {
        if (Recipe.Read(input) is { } recipe)
            _trial.Judge(recipe.Archive, recipe.Options);
    }
}
