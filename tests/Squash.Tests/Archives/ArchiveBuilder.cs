using System.Text;

namespace Squash.Tests.Archives;

/// <summary>Builds outer tars, member by member.</summary>
internal sealed class ArchiveBuilder
{
    private readonly List<(string Name, byte[]? Content, string Link)> _members = [];
    private readonly TarHeaderWriter _writer = new();

    public ArchiveBuilder File(string name, byte[] content)
    {
        _members.Add((name, content, ""));
        return this;
    }

    public ArchiveBuilder File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public ArchiveBuilder Link(string name, string target)
    {
        _members.Add((name, null, target));
        return this;
    }

    /// <summary>Adds a blob under its digest, which is returned as it stands in JSON.</summary>
    public string Blob(byte[] content)
    {
        var hex = TestLayer.Sha(content);
        File($"blobs/sha256/{hex}", content);
        return $"sha256:{hex}";
    }

    /// <summary>Takes a blob out again.</summary>
    public ArchiveBuilder Without(byte[] content)
    {
        Assert.Equal(1, _members.RemoveAll(member => member.Name == $"blobs/sha256/{TestLayer.Sha(content)}"));
        return this;
    }

    public ArchiveBuilder Reversed()
    {
        _members.Reverse();
        return this;
    }

    public byte[] ToArray(string prefix = "")
    {
        using var tar = new MemoryStream();
        foreach (var (name, content, link) in _members)
        {
            tar.Write(_writer.Write(new TarHeader
            {
                Type = content is null ? TarEntryType.SymbolicLink : TarEntryType.RegularFile,
                Path = Encoding.UTF8.GetBytes(prefix + name),
                LinkPath = Encoding.UTF8.GetBytes(link),
                Size = content?.Length ?? 0,
                Mode = 0x1A4,
            }));
            tar.Write(content ?? []);
            tar.Write(TarHeaderWriter.EndMarker[..TarHeaderWriter.Padding(content?.Length ?? 0)]);
        }
        tar.Write(TarHeaderWriter.EndMarker);
        return tar.ToArray();
    }
}
