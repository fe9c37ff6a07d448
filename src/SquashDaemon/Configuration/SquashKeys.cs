namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[squash]</c>; a sidecar may give them for one image, but for <c>scratch</c>.</summary>
internal static class SquashKeys
{
    private const string Section = "squash";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Section, "layout", "docker",
            "The form of the output: docker is a docker archive and an OCI layout at once and loads everywhere; oci "
            + "leaves "
            + "out the docker files.",
            In(
                SettingForms.Choice(("docker", LayoutChoice.Docker), ("oci", LayoutChoice.Oci)),
                squash => squash.Layout, (squash, layout) => squash with { Layout = layout })),
        new(Section, "compress", "none",
            "How the layer is compressed. Compressed archives are smaller to ship and slower to load; docker before 23 "
            + "cannot load zstd.",
            In(SquashForms.Compression, squash => squash.Compress, (squash, how) => squash with { Compress = how })),
        new(Section, "platform", "",
            "Keep only the image of this platform, such as linux/amd64; empty keeps all.",
            In(
                SettingForms.OrNone(SquashForms.Platform),
                squash => squash.Platform, (squash, platform) => squash with { Platform = platform })),
        new(Section, "owner", "keep",
            "Give every file to this user and group, such as 0:0: for hosts where users have no subordinate IDs. keep "
            + "leaves "
            + "owners as they are.",
            In(SquashForms.Owner, squash => squash.Owner, (squash, owner) => squash with { Owner = owner })),
        new(Section, "from_layer", "",
            "Squash only the newest so many layers, or those above the layer of this ID, and keep those below as they "
            + "are: "
            + "for images that share a base. Empty squashes all.",
            In(
                SettingForms.OrNone(SquashForms.Layer),
                squash => squash.FromLayer, (squash, layer) => squash with { FromLayer = layer })),
        new(Section, "message", "",
            "The comment of the new step in the image's history; empty for squashd's own.",
            In(
                SettingForms.OrNone(SettingForms.Line),
                squash => squash.Message, (squash, message) => squash with { Message = message })),
        new(Section, "verify", "yes",
            "Check the digests of input bytes that the output does not need. no saves a little reading and misses "
            + "damage there.",
            In(SettingForms.YesNo, squash => squash.Verify, (squash, verify) => squash with { Verify = verify })),
        new(Section, "scratch", "~/squashd/work",
            "Where an archive that is compressed as a whole is expanded, and compressed layers if there is eight times "
            + "their room, into files without a name. Default: the work folder.",
            SettingForms.FullPath.On(
                settings => settings.ScratchFolder,
                (settings, path) => settings with { Squash = settings.Squash with { Scratch = path } })),
    ];

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<SquashSettings, T> read, Func<SquashSettings, T, SquashSettings> write) => form.On(
            settings => read(settings.Squash),
            (settings, value) => settings with { Squash = write(settings.Squash, value) });
}
