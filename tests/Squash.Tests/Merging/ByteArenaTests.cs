using System.Text;
using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class ByteArenaTests
{
    private const int ChunkBytes = 1 << 18;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChunkBytes - 4)]
    [InlineData(ChunkBytes - 3)]
    [InlineData(ChunkBytes * 3)]
    public void WhatIsKeptIsFoundWhateverIsAround(int length)
    {
        var arena = new ByteArena();
        var text = new byte[length];
        new Random(1).NextBytes(text);
        var before = arena.Add("before"u8);
        var position = arena.Add(text);
        var after = arena.Add("after"u8);
        Assert.Equal("before", Encoding.ASCII.GetString(arena[before]));
        Assert.Equal(text, arena[position]);
        Assert.Equal("after", Encoding.ASCII.GetString(arena[after]));
    }

    [Fact]
    public void AChunkIsFilledToItsLastByte()
    {
        var arena = new ByteArena();
        arena.Add(new byte[ChunkBytes - 4 - 9]);
        var last = arena.Add("12345"u8);
        var next = arena.Add([]);
        Assert.Equal((ChunkBytes - 9, 1L << 32), (last, next));
        Assert.Equal("12345", Encoding.ASCII.GetString(arena[last]));
    }

    [Fact]
    public void AClearedOneStartsAgainInTheFirstChunk()
    {
        var arena = new ByteArena();
        arena.Clear();
        Assert.Equal(0, arena.Add("a"u8));
        Assert.Equal("a", Encoding.ASCII.GetString(arena[0]));
        for (var i = 0; i < 3; i++)
            arena.Add(new byte[ChunkBytes - 4]);
        arena.Clear();
        Assert.Equal(0, arena.Add("b"u8));
        Assert.Equal(5, arena.Add("c"u8));
        Assert.Equal("b", Encoding.ASCII.GetString(arena[0]));
    }
}
