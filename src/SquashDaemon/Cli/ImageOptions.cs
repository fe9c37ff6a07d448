using System.CommandLine;
using Squash;

namespace SquashDaemon.Cli;

/// <summary>The options of <c>squash</c> that shape the image; what they mean is the engine's to read.</summary>
internal static class ImageOptions
{
    private static readonly Option<string[]> Tag = new("--tag", "-t")
    {
        Description = "A name for the flat image, latest if it has no tag; may be given again; by default the original names",
        HelpName = "NAME[:TAG]",
    };

    private static readonly Option<string?> Message = Text(
        "--message", "TEXT", "The comment of the new step in the image's history", "-m");

    private static readonly Option<string?> Platform = Text(
        "--platform", "OS/ARCH[/VARIANT]", "Only the image for this platform, of an archive that has several");

    private static readonly Option<string?> FromLayer = Text(
        "--from-layer", "N|ID", "Squash only the newest N layers, or those above the layer or image ID; the others stay as they are");

    private static readonly Option<string?> Layout = Text(
        "--layout", "docker|oci", "docker (the default) loads everywhere; oci leaves out manifest.json and repositories");

    private static readonly Option<string?> Compress = Text(
        "--compress", "none|gzip[:1-9]|zstd[:1-19]", "How the layer is compressed; by default not at all; zstd needs docker 23 or podman 2");

    private static readonly Option<string?> Owner = Text(
        "--owner", "keep|UID:GID",
        "Give every file to one owner, for hosts without subordinate IDs; what was another's loses setuid, setgid and capabilities, as with chown");

    private static IReadOnlyList<Option<string?>> Single { get; } = [Message, FromLayer, Platform, Layout, Compress, Owner];

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        Layout.CompletionSources.Add("docker", "oci");
        Compress.CompletionSources.Add("none", "gzip", "zstd");
        command.Add(Tag);
        foreach (var option in Single)
            command.Add(option);
    }

    /// <summary>The options that the user gave.</summary>
    /// <exception cref="UserError">One of them has no such value.</exception>
    public static SquashOptions Apply(SquashOptions options, ParseResult parsed)
    {
        foreach (var tag in parsed.GetValue(Tag) ?? [])
            options = With(options, Tag, tag);
        foreach (var option in Single)
        {
            if (parsed.GetValue(option) is { } value)
                options = With(options, option, value);
        }
        return options;
    }

    private static SquashOptions With(SquashOptions options, Option option, string value)
    {
        try
        {
            return options.With(option.Name.TrimStart('-'), value);
        }
        catch (FormatException error)
        {
            throw new UserError(ExitCode.Usage, $"{option.Name}: {error.Message}");
        }
    }

    private static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };
}
