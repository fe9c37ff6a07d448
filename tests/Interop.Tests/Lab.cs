using System.Collections.Concurrent;

namespace Interop.Tests;

/// <summary>
/// The engines, and the two images in every form that docker, podman and skopeo write. Built once, by the first test
/// that asks for any of it, since only a test can skip; what comes from Debian is kept between runs in the user's cache.
/// </summary>
public sealed class Lab : IDisposable
{
    private static readonly string[] Packages =
    [
        "manpages-dev", "perl-modules-5.36", "manpages", "vim-runtime", "git-man", "libpython3.11-minimal",
        "libpython3.11-stdlib",
    ];

    private static readonly string[] LatePackages = ["linux-libc-dev", "libboost1.74-dev"];

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-").FullName;
    private readonly List<IDisposable> _engines = [];
    private readonly HashSet<string> _known = [];
    private readonly ConcurrentDictionary<(string, string), Observation> _originals = [];

    private readonly Tally _tally;
    private readonly Lazy<(Docker Docker, Podman Vfs, Podman Overlay)> _started;

    /// <summary>An empty lab.</summary>
    public Lab(Tally tally) => (_tally, _started) = (tally, new(Start));

    /// <summary>The docker daemon.</summary>
    internal Docker Docker => _started.Value.Docker;

    /// <summary>podman with the overlay driver.</summary>
    internal Podman Podman => _started.Value.Overlay;

    /// <summary>All engines.</summary>
    internal IReadOnlyList<IEngine> Engines => [_started.Value.Docker, _started.Value.Vfs, _started.Value.Overlay];

    /// <summary>Does the same with each engine, with all at once: none uses a whole processor.</summary>
    internal void InEachEngine(Action<IEngine> test) =>
        Parallel.Invoke([.. Engines.Select(engine => (Action)(() => test(engine)))]);

    /// <summary>A path in the lab's folder.</summary>
    public string PathOf(string name)
    {
        _ = _started.Value;
        return In(name);
    }

    /// <summary>The archive of an image in a form.</summary>
    public string Archive(string image, string form) => PathOf(NameOf(image, form));

    /// <summary>Notes that the running test used an engine, and says how.</summary>
    public void Ran(string engine, string what) => _tally.Ran(engine, what);

    /// <summary>Whether an archive of just these bytes has been compared in every engine.</summary>
    public bool IsKnown(string archive) => _known.Contains(Digest(archive));

    /// <summary>Notes that it has.</summary>
    public void Know(string archive) => _known.Add(Digest(archive));

    /// <summary>What an engine shows of an original, loaded once: under VFS each of its layers is a full copy.</summary>
    internal Observation Original(IEngine engine, string image) =>
        _originals.GetOrAdd((engine.Name, image), _ => Observation.Of(engine, image, Archive(image, "docker.tar")));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in _engines)
            engine.Dispose();
        Tool.Try("rm", "-rf", _folder);
    }

    private static string Digest(string archive)
    {
        using var file = File.OpenRead(archive);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    private static string Cache => Directory.CreateDirectory(Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "squashd-interop")).FullName;

    private string In(string name) => Path.Combine(_folder, name);

    private string In(string image, string form) => In(NameOf(image, form));

    private static string NameOf(string image, string form) => $"{image}.{form}";

    /// <summary>Starts the engines and builds the images; skips the test, or fails it in CI, where a tool is missing.</summary>
    private (Docker, Podman, Podman) Start()
    {
        Need.Root();
        Need.Programs("dockerd", "podman", "skopeo", "umoci", "debootstrap", "busybox", "runc", "zstd", "xz", "bzip2");
        var docker = new Docker(In("docker"));
        var vfs = new Podman(In("vfs"), "vfs");
        var overlay = new Podman(In("overlay"), "overlay");
        _engines.AddRange([docker, vfs, overlay]);
        BuildSmall(docker);
        BuildReal(docker);
        foreach (var image in Images.All)
            SaveAll(image, docker, overlay);
        return (docker, vfs, overlay);
    }

    private void BuildSmall(Docker docker)
    {
        var context = Directory.CreateDirectory(In("small-context")).FullName;
        Tool.Run("sh", "-ec", $"""
            cd {context} && mkdir -p tree/bin tree/etc tree/tmp && cp /bin/busybox tree/bin/
            for tool in sh cat chown cp env echo id ln ls mkdir mv printf pwd rm sort true; do ln -s busybox tree/bin/$tool; done
            tar -C tree --owner=0 --group=0 -cf busybox.tar . && rm -r tree
            """);
        Build(docker, "small", context);
    }

    private void BuildReal(Docker docker)
    {
        var context = Directory.CreateDirectory(In("real-context")).FullName;
        Directory.CreateDirectory(Path.Combine(context, "packages"));
        Directory.CreateDirectory(Path.Combine(context, "late"));
        var tree = In("tree");
        Tool.Run("sh", "-ec", $"""
            cd {Cache}
            if ! [ -f base.tar ]; then
                debootstrap --variant=minbase --include=libcap2-bin,attr bookworm {tree} > {In("debootstrap.log")} 2>&1
                rm -rf {tree}/var/lib/apt/lists/* {tree}/var/cache/apt/*.bin {tree}/var/cache/apt/archives/*.deb
                tar -C {tree} --numeric-owner -cf base.tar.part . && mv base.tar.part base.tar && rm -rf {tree}
            fi
            for package in {string.Join(' ', Packages.Concat(LatePackages))}; do
                if ! [ -f $package.deb ]; then
                    apt-get download -q $package > /dev/null && mv "$package"_*.deb $package.deb
                fi
            done
            for package in {string.Join(' ', Packages)}; do cp $package.deb {context}/packages/; done
            for package in {string.Join(' ', LatePackages)}; do cp $package.deb {context}/late/; done
            cp base.tar {context}/
            """);
        Build(docker, "real", context);
    }

    private static void Build(Docker docker, string image, string context)
    {
        var recipe = Path.Combine(AppContext.BaseDirectory, "Images", $"{image}.Dockerfile");
        docker.Run("build", "-q", "--network=none", "-f", recipe, "-t", Images.NameOf(image), context);
    }

    private void SaveAll(string image, Docker docker, Podman podman)
    {
        var name = Images.NameOf(image);
        var saved = In(image, "docker.tar");
        docker.Save(saved, name);
        docker.Remove(name);
        podman.Load(saved);
        podman.SaveAs("docker-archive", In(image, "podman-docker.tar"), name);
        podman.SaveAs("oci-archive", In(image, "podman-oci.tar"), name);
        podman.Remove(name);
        Tool.Run("skopeo", "copy", "-q", $"docker-archive:{saved}", $"docker-archive:{In(image, "skopeo-docker.tar")}:{name}");
        Tool.Run("skopeo", "copy", "-q", $"docker-archive:{saved}", $"oci-archive:{In(image, "skopeo-oci.tar")}:{name}");
        Tool.Run(
            "skopeo", "copy", "-q", "--dest-compress-format", "zstd", $"docker-archive:{saved}",
            $"oci-archive:{In(image, "skopeo-zstd.tar")}:{name}");
        Tool.Run("sh", "-ec", $"gzip -1 < {saved} > {saved}.gz; zstd -q -1 < {saved} > {saved}.zst");
        if (Images.FormsOf(image).Contains(Images.SlowForms[0]))
            Tool.Run("sh", "-ec", $"xz -0 < {saved} > {saved}.xz; bzip2 -1 < {saved} > {saved}.bz2");
    }
}
