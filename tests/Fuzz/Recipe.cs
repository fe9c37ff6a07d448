using System.Text;
using System.Text.RegularExpressions;
using Squash.Blobs;
using Squash.Tests.Archives;
using Squash.Tests.Merging;

namespace Fuzz;

/// <summary>
/// An archive as text. The first line is options (<see cref="Trial"/>); a line <c>@NAME</c> begins a member, its content
/// follows. After a name, <c>tar</c>: the content is a layer in the language of <see cref="StackText"/>; <c>gzip</c> or
/// <c>zstd</c>: so packed; <c>link</c>: a target. In names and contents <c>$d0</c> is the digest of the first member's
/// bytes, <c>$p0</c> that of its plain bytes, <c>$s0</c> its size; <c>1</c> to <c>9</c> and <c>a</c> to <c>z</c> of the others.
/// </summary>
internal sealed partial record Recipe(string Options, byte[] Archive)
{
    private const int MostLetters = 8;

    /// <summary>The archive of a recipe; null if it is none.</summary>
    public static Recipe? Read(byte[] input)
    {
        var parts = Encoding.Latin1.GetString(input).Split("\n@");
        if (parts[0].Length > MostLetters)
            return null;
        var archive = new ArchiveBuilder();
        var members = new List<(byte[] Bytes, byte[] Plain)>();
        foreach (var part in parts.Skip(1))
        {
            var (head, content) = part.Split('\n', 2) is [var first, var rest] ? (first, rest) : (part, "");
            var (name, form) = head.Split(' ', 2) is [var path, var word] ? (path, word) : (head, "");
            content = Resolve(content, members);
            if (Plain(content, form) is not { } plain)
                return null;
            var bytes = Pack(plain, form);
            members.Add((bytes, plain));
            name = Resolve(name, members);
            if (form == "link")
                archive.Link(name, content);
            else
                archive.File(name, bytes);
        }
        return new Recipe(parts[0], archive.ToArray());
    }

    /// <summary>A recipe of a stack in one of the forms that engines write.</summary>
    public static string Of(IReadOnlyList<IReadOnlyList<EntrySpec>> layers, int form, string options)
    {
        string[] packings = ["tar", "gzip", "zstd"];
        var packing = packings[form / 3 % packings.Length];
        var text = new StringBuilder(options);
        var ids = Enumerable.Range(0, layers.Count).ToList();
        foreach (var at in ids)
            text.Append($"\n@{(form % 3 == 0 ? $"l{at}/layer.tar" : $"blobs/sha256/$d{Letter(at)}")} {packing}\n{StackText.Print([layers[at]])}");
        var config = Letter(layers.Count);
        text.Append(form % 3 == 0 ? "\n@config.json\n" : $"\n@blobs/sha256/$d{config}\n");
        text.Append("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"A=1\"]},\"history\":[{\"created_by\":\"one\"},")
            .Append("{\"empty_layer\":true}],\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[")
            .AppendJoin(',', ids.Select(at => $"\"sha256:$p{Letter(at)}\"")).Append("]}}");
        return form % 3 == 0 ? Docker(text, ids) : Oci(text, ids, isNested: form % 3 == 2);
    }

    private static string Docker(StringBuilder text, List<int> ids) => text
        .Append("\n@manifest.json\n[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[")
        .AppendJoin(',', ids.Select(at => $"\"l{at}/layer.tar\"")).Append("]}]").ToString();

    private static string Oci(StringBuilder text, List<int> ids, bool isNested)
    {
        var (config, manifest, index) = (Letter(ids.Count), Letter(ids.Count + 1), Letter(ids.Count + 2));
        text.Append($"\n@blobs/sha256/$d{manifest}\n{{\"schemaVersion\":2,\"config\":{{\"digest\":\"sha256:$d{config}\",\"size\":$s{config},")
            .Append("\"mediaType\":\"application/vnd.oci.image.config.v1+json\"},\"layers\":[")
            .AppendJoin(',', ids.Select(at => $"{{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:$d{Letter(at)}\",\"size\":$s{Letter(at)}}}"))
            .Append("]}");
        var image = $"{{\"digest\":\"sha256:$d{manifest}\",\"size\":$s{manifest},\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",";
        if (isNested)
        {
            text.Append($"\n@blobs/sha256/$d{index}\n{{\"schemaVersion\":2,\"manifests\":[{image}\"platform\":{{\"architecture\":\"amd64\",\"os\":\"linux\"}}}}]}}");
            image = $"{{\"digest\":\"sha256:$d{index}\",\"size\":$s{index},\"mediaType\":\"application/vnd.oci.image.index.v1+json\",";
        }
        return text.Append("\n@oci-layout\n{\"imageLayoutVersion\":\"1.0.0\"}\n@index.json\n{\"schemaVersion\":2,\"manifests\":[")
            .Append($"{image}\"annotations\":{{\"org.opencontainers.image.ref.name\":\"app:1\"}}}}]}}").ToString();
    }

    private static char Letter(int at) => (char)(at < 10 ? '0' + at : 'a' + at - 10);

    private static string Resolve(string text, List<(byte[] Bytes, byte[] Plain)> members) => ReferencePattern().Replace(text, match =>
    {
        var at = match.Value[2] is <= '9' and var digit ? digit - '0' : match.Value[2] - 'a' + 10;
        return at >= members.Count ? match.Value : match.Value[1] switch
        {
            'd' => TestLayer.Sha(members[at].Bytes),
            'p' => TestLayer.Sha(members[at].Plain),
            _ => $"{members[at].Bytes.Length}",
        };
    });

    private static byte[]? Plain(string content, string form)
    {
        if (form is not ("tar" or "gzip" or "zstd"))
            return Encoding.Latin1.GetBytes(content);
        try
        {
            return TestLayer.Of(content).Tar;
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static byte[] Pack(byte[] plain, string form)
    {
        if (form is not ("gzip" or "zstd"))
            return plain;
        using var packed = new MemoryStream();
        using (var codec = Codec.Compress(LayerCompression.Parse(form + ":1")!.Value, packed))
            codec.Write(plain);
        return packed.ToArray();
    }

    [GeneratedRegex(@"\$[dps][0-9a-z]")]
    private static partial Regex ReferencePattern();
}
