using System.Text;
using Squash.Tests.Archives;

namespace Squash.Tests.Verifying;

/// <summary>What stands around the file systems is compared too.</summary>
public sealed class RootComparisonTests : IDisposable
{
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("", "", ""","annotations":{"x":"y"}""", "the annotations of index.json differ")]
    [InlineData("", ""","annotations":{"x":"y"}""", "", "unnamed (linux/amd64): the annotations of its descriptor differ")]
    [InlineData("", ""","annotations":{"org.opencontainers.image.ref.name":"app:1"}""", "", "the original has 1 images of 0 names, the flat archive 0 of these, and 1 names")]
    [InlineData("", ""","platform":{"architecture":"arm","os":"linux"}""", "", "unnamed (linux/amd64): the platform of its descriptor differs")]
    [InlineData("", ""","platform":{"architecture":"amd64","os":"linux","features":["sse4"]}""", "", "unnamed (linux/amd64): the platform of its descriptor differs")]
    [InlineData("""},"artifactType":"a/b","x":{""", "", "", "unnamed (linux/amd64): the artifact type of the manifest differs")]
    [InlineData("\"x\":\"y\"", "", "", "unnamed (linux/amd64): the annotations of the manifest differ")]
    public void WhatAnImageLostIsSaid(string manifest, string descriptor, string index, string difference)
    {
        _file.Squash(TestImages.OciArchive(manifest, descriptor, index).ToArray());
        var flat = File.ReadAllBytes(_file.Flat);
        _file.Squash(TestImages.OciArchive("", "", "").ToArray());
        File.WriteAllBytes(_file.Flat, flat);
        Assert.Equal([difference], _file.Differences());
    }

    [Theory]
    [InlineData(""","annotations":{"x":"y"}""", "", "", "unnamed (linux/amd64): the annotations of its descriptor differ")]
    [InlineData("", ""","annotations":{"x":"y"}""", "", "unnamed: the annotations of the index differ")]
    [InlineData("", "", ""","annotations":{"x":"y"}""", "unnamed: the annotations of the index differ")]
    [InlineData("", ",\"artifactType\":\"a/b\"", "", "unnamed: the artifact type of the index differs")]
    public void WhatAnIndexLostIsSaid(string inner, string index, string outer, string difference)
    {
        _file.Squash(Nested(inner, index, outer));
        var flat = File.ReadAllBytes(_file.Flat);
        _file.Squash(Nested("", "", ""));
        File.WriteAllBytes(_file.Flat, flat);
        Assert.Equal([difference], _file.Differences());
    }

    /// <summary>Members of the descriptor of the image, of the index that it is in, and of the descriptor of that.</summary>
    private static byte[] Nested(string inner, string index, string outer)
    {
        var archive = new ArchiveBuilder();
        var (manifest, size) = TestImages.OciManifest(archive, TestImages.Config(TestImages.Layers), TestImages.Layers, layer => layer.Tar, "tar");
        var bytes = Encoding.UTF8.GetBytes($$"""{"manifests":[{{TestImages.Descriptor(manifest, size)}}{{inner}}}]{{index}}}""");
        return archive.File("index.json", TestImages.Index(
            $$"""{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{archive.Blob(bytes)}}","size":{{bytes.Length}}{{outer}}}""")).ToArray();
    }
}
