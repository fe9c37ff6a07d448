using Squash.Blobs;
using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>Where memory for tables comes from, and that it comes zeroed and goes back.</summary>
public sealed unsafe class SlabTests : IDisposable
{
    private const long SlabBytes = 8 << 20;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("squash-test-");
    private readonly List<long> _files = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void OwnMemoryIsUsedUpToTheLimitAndAgainWhenItIsFree()
    {
        var memory = Memory(1000);
        for (var i = 0; i < 3; i++)
        {
            var first = memory.Allocate(400);
            var second = memory.Allocate(600);
            memory.Free(first, 400);
            memory.Free(second, 600);
        }
        Assert.Empty(_files);
        var mapped = memory.Allocate(1001);
        Assert.Equal([SlabBytes], _files);
        memory.Free(mapped, 1001);
        memory.Free(memory.Allocate(1000), 1000);
        Assert.Single(_files);
        memory.Free(null, 1000);
        memory.Free(memory.Allocate(1001), 1001);
        Assert.Equal(2, _files.Count);
    }

    [Fact]
    public void ASlabIsCutInPartsUntilItIsFull()
    {
        var memory = Memory(0);
        var first = (nint)memory.Allocate(5);
        var second = (nint)memory.Allocate(8);
        var third = (nint)memory.Allocate(SlabBytes - 16);
        Assert.Equal((8L, 16L), (second - first, third - first));
        Assert.Single(_files);
        var other = (nint)memory.Allocate(1);
        Assert.Equal([SlabBytes, SlabBytes], _files);
        foreach (var (start, bytes) in new[] { (first, 5L), (second, 8L), (third, SlabBytes - 16), (other, 1L) })
            memory.Free((void*)start, bytes);
        AssertUnmapped();
        memory.Free(memory.Allocate(5), 5);
        Assert.Equal(3, _files.Count);
    }

    [Fact]
    public void WhatIsLargerThanASlabHasAFileOfItsSize()
    {
        var memory = Memory(0);
        var large = (byte*)memory.Allocate(SlabBytes + 1);
        Assert.Equal([SlabBytes + 1], _files);
        large[SlabBytes] = 1;
        memory.Free(large, SlabBytes + 1);
    }

    [Fact]
    public void AFreedPartIsGivenAgainAndIsZeroed()
    {
        var memory = Memory(0);
        var kept = (byte*)memory.Allocate(100);
        var freed = (byte*)memory.Allocate(100);
        var other = (byte*)memory.Allocate(200);
        new Span<byte>(kept, 100).Fill(7);
        new Span<byte>(freed, 100).Fill(8);
        new Span<byte>(other, 200).Fill(9);
        memory.Free(freed, 100);
        var again = (byte*)memory.Allocate(100);
        Assert.Equal((nint)freed, (nint)again);
        Assert.Equal(new byte[100], new Span<byte>(again, 100).ToArray());
        Assert.NotEqual((nint)freed, (nint)memory.Allocate(100));
        Assert.Equal((7, 9), (kept[99], other[0]));
        memory.Free(other, 200);
        Assert.NotEqual((nint)other, (nint)memory.Allocate(100));
        Assert.Equal(7, kept[0]);
        memory.Free(freed, 100);
        memory.Free(kept, 100);
        Assert.Equal(((nint)kept, (nint)freed), ((nint)memory.Allocate(100), (nint)memory.Allocate(100)));
        Assert.Single(_files);
    }

    [Fact]
    public void AMappingEndsWhereItsFileEndsAndGoesWithIt()
    {
        var file = ScratchFile.Create(_folder.FullName, SlabBytes);
        using (var slab = new MappedSlab(file, SlabBytes))
        {
            Assert.True(file.IsClosed);
            Assert.True(slab.TryCut(1, out var start));
            Assert.Equal(
                [false, true, true, false],
                new[] { start - 1, start, start + (nint)SlabBytes - 1, start + (nint)SlabBytes }.Select(slab.Holds));
            Assert.Contains(_folder.FullName, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        }
        AssertUnmapped();
    }

    [Fact]
    public void OwnMemoryIsZeroed()
    {
        var memory = TableMemory.Unlimited();
        for (var i = 0; i < 20; i++)
        {
            var block = memory.Allocate(4096);
            Assert.Equal(new byte[4096], new Span<byte>(block, 4096).ToArray());
            new Span<byte>(block, 4096).Fill(1);
            memory.Free(block, 4096);
        }
    }

    private void AssertUnmapped() =>
        Assert.DoesNotContain(_folder.FullName, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);

    private TableMemory Memory(long limit) => new(limit, bytes =>
    {
        _files.Add(bytes);
        return ScratchFile.Create(_folder.FullName, bytes);
    });
}
