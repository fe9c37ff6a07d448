using System.Security.Cryptography;
using Squash.Blobs;
using Squash.Images;

namespace Squash.Tests.Blobs;

public sealed class CrewTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryLaneKeepsItsOrderWhoeverWorks()
    {
        using var crew = new Crew();
        var done = Enumerable.Range(0, 5).Select(_ => new List<int>()).ToArray();
        var lanes = done.Select(list => crew.Open(chunk => list.Add(BitConverter.ToInt32(chunk.Filled)))).ToArray();
        for (var number = 0; number < 5000; number++)
        {
            var chunk = crew.Rent();
            BitConverter.TryWriteBytes(chunk.Free, number);
            chunk.Length = 4;
            foreach (var lane in lanes.Take((number % 5) + 1))
                lane.Post(chunk);
            crew.Release(chunk);
        }
        foreach (var lane in lanes)
            lane.Complete();
        for (var lane = 0; lane < 5; lane++)
            Assert.Equal(Enumerable.Range(0, 5000).Where(number => number % 5 >= lane), done[lane]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    public void WhatWorkThrowsReachesTheCaller(int at)
    {
        using var crew = new Crew();
        var count = 0;
        using var lane = crew.Open(_ =>
        {
            if (count++ == at)
                throw new FileLoadException("the disk failed");
        });
        var error = Assert.Throws<FileLoadException>(() =>
        {
            for (var number = 0; number < 1000; number++)
            {
                var chunk = crew.Rent();
                lane.Post(chunk);
                crew.Release(chunk);
            }
            lane.Complete();
        });
        Assert.Equal("the disk failed", error.Message);
        Assert.Equal(at + 1, count);
    }

    [Fact]
    public void ALaneThatIsDroppedIsAtRest()
    {
        using var crew = new Crew();
        for (var time = 0; time < 200; time++)
        {
            var isOver = false;
            var lane = crew.Open(_ => Assert.False(isOver));
            for (var number = 0; number < 5; number++)
            {
                var chunk = crew.Rent();
                lane.Post(chunk);
                crew.Release(chunk);
            }
            lane.Dispose();
            isOver = true;
        }
        using var other = crew.Open(_ => { });
        other.Complete();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 7)]
    [InlineData(Chunk.Size, 1000)]
    [InlineData((Chunk.Size * 30) + 1, 1 << 20)]
    public async Task AVerifiedStreamHandsOnEveryByteAndJudgesAtTheEnd(int length, int step)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var crew = new Crew();
        using (var right = new VerifiedStream(new MemoryStream(bytes), Digest.FromSha256(SHA256.HashData(bytes)), "it", crew))
        {
            var copy = new MemoryStream();
            await right.CopyToAsync(copy, step, Cancellation);
            Assert.Equal(bytes, copy.ToArray());
        }
        using var wrong = new VerifiedStream(new MemoryStream(bytes), Digest.Of([1, 2, 3]), "it", crew);
        Assert.Contains("it does not have its digest", Assert.Throws<InvalidDataException>(() => wrong.CopyTo(Stream.Null, step)).Message, StringComparison.Ordinal);
    }
}
