using System.Buffers.Binary;

namespace Squash.Tests.Archives;

/// <summary>R31, R32: where a layer ends, and how it may be packed.</summary>
public sealed class LayerFormTests : IDisposable
{
    private const string EmptyLayer = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(10240)]
    public void R31ALayerOfNothingIsAnEmptyOne(int zeros)
    {
        var nothing = new TestLayer(new byte[zeros]);
        Assert.Equal(EmptyLayer, Assert.Single(_file.Squash(Archive([nothing, nothing], layer => layer.Tar)).Images).DiffId);
        var between = Assert.Single(_file.Squash(Archive([Files, nothing, Files], layer => layer.Tar)).Images);
        Assert.Equal(Assert.Single(_file.Squash(Archive([Files], layer => layer.Tar)).Images).DiffId, between.DiffId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void R31WhatFollowsTheEndMarkerBelongsToTheDigestOnly(bool isPacked)
    {
        var longer = new TestLayer([.. Files.Tar, .. new byte[9000], 1, 2, 3]);
        Func<byte[], byte[]> pack = isPacked ? TestImages.Gzip : plain => plain;
        var flat = Assert.Single(_file.Squash(Archive([longer], layer => pack(layer.Tar))).Images);
        Assert.Equal(Assert.Single(_file.Squash(Archive([Files], layer => layer.Tar)).Images).DiffId, flat.DiffId);
        var changed = longer.Tar.ToArray();
        changed[^2]++;
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(Archive([longer], _ => pack(changed))));
        Assert.Contains("layer 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not have its digest", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x50)]
    [InlineData(0x5f)]
    public void R32SkippableFramesOfZstdAreSkipped(byte magic)
    {
        byte[] skippable = [magic, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, (byte)'s', (byte)'k', (byte)'i', (byte)'p'];
        var plain = Assert.Single(_file.Squash(Archive([Files], layer => layer.Tar)).Images).DiffId;
        var half = Files.Tar.Length / 2;
        var packed = Archive([Files], layer =>
            [.. skippable, .. StoredFrame(layer.Tar.AsSpan(..half)), .. skippable, .. StoredFrame(layer.Tar.AsSpan(half..))]);
        Assert.Equal(plain, Assert.Single(_file.Squash(packed).Images).DiffId);
    }

    private static TestLayer Files { get; } = TestLayer.Of("d d [0700 1:2 @3], f d/a=1, h d/b->d/a, l c->d");

    private static byte[] Archive(IReadOnlyList<TestLayer> layers, Func<TestLayer, byte[]> pack)
    {
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config(layers));
        for (var i = 0; i < layers.Count; i++)
            archive.File($"l{i}.tar", pack(layers[i]));
        return archive.File("manifest.json", TestImages.Manifest(
            "c.json", "\"a:1\"", [.. layers.Select((_, i) => $"l{i}.tar")])).ToArray();
    }

    /// <summary>A Zstandard frame of one block that is stored as it is (RFC 8878, 3.1.1).</summary>
    private static byte[] StoredFrame(ReadOnlySpan<byte> content)
    {
        var header = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xFD2FB528);
        // A single segment whose size stands in four bytes; then the block's header: the last one, raw, and its size.
        header[4] = 0b1010_0000;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(5), content.Length);
        var block = 1 | (content.Length << 3);
        return [.. header.AsSpan(0, 9), (byte)block, (byte)(block >> 8), (byte)(block >> 16), .. content];
    }
}
