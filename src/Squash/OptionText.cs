using Squash.Archives;
using Squash.Blobs;
using Squash.Images;
using Squash.Merging;
using Squash.Text;

namespace Squash;

/// <summary>
/// Options as people write them. The command line, the configuration and the files beside an image spell them alike, so
/// they are read here, once.
/// </summary>
public static class OptionText
{
    /// <summary>The options with one more.</summary>
    /// <param name="options">The options so far.</param>
    /// <param name="name">The option's name, without dashes before it.</param>
    /// <param name="value">Its value; <c>tag</c> adds one more name each time.</param>
    /// <exception cref="FormatException">The value is none; the message is a sentence without the option's name.</exception>
    public static SquashOptions With(this SquashOptions options, string name, string value) => name switch
    {
        "tag" => options with { Names = [.. options.Names.Append(Tag(value)).Distinct()] },
        "message" => options with { Message = value },
        "platform" => options with { Platform = Platform.Parse(value) ?? throw Wrong(value, "OS/ARCH or OS/ARCH/VARIANT, for example linux/arm64") },
        "layout" => options with { Layout = Layout(value) },
        "compress" => options with
        {
            Compression = LayerCompression.Parse(value) ?? throw Wrong(value, "none, gzip, gzip:1 to gzip:9, zstd or zstd:1 to zstd:19"),
        },
        "from-layer" => options with { FromLayer = value },
        "owner" => options with
        {
            Owner = value == "keep" ? null : Owner.Parse(value) ?? throw Wrong(value, "keep or two numbers UID:GID, for example 0:0"),
        },
        _ => throw new ArgumentException($"there is no option {name}", nameof(name)),
    };

    private static string Tag(string value) => ImageName.Tagged(value)
        ?? throw Wrong(value, "NAME or NAME:TAG, the name in lower case, for example registry:5000/team/app:1");

    private static ArchiveLayout Layout(string value) => value switch
    {
        "docker" => ArchiveLayout.Docker,
        "oci" => ArchiveLayout.Oci,
        _ => throw Wrong(value, "docker or oci"),
    };

    private static FormatException Wrong(string value, string right) => new($"\"{Printable.Text(value)}\" is not {right}");
}
