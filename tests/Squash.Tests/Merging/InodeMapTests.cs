using CsCheck;
using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class InodeMapTests
{
    /// <summary>Links in the order of their numbers, data anywhere, and questions for both.</summary>
    [Fact]
    public void ItIsADictionary() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 40], Gen.Bool).Array[0, 100].Sample(steps =>
        {
            var (map, all) = (new InodeMap(), new Dictionary<uint, Inode>());
            var next = 100u;
            foreach (var (step, back, isLink) in steps)
            {
                var inode = new Inode();
                if (isLink)
                {
                    next += (uint)step;
                    map.AddLink(next, inode);
                    all[next] = inode;
                }
                else
                {
                    var entry = next - (uint)back;
                    all.TryAdd(entry, map.GetOrAdd(entry));
                }
                for (var entry = next - 60; entry <= next + 3; entry++)
                {
                    Assert.Equal(all.ContainsKey(entry), map.TryGet(entry, out var found));
                    Assert.Same(all.GetValueOrDefault(entry), found);
                }
            }
            Assert.Equal(all.OrderBy(pair => pair.Key), map.All.Select(pair => KeyValuePair.Create(pair.Entry, pair.Inode)).OrderBy(pair => pair.Key));
        });

    [Fact]
    public void AMillionLinksAreFoundAgain()
    {
        var (map, inodes) = (new InodeMap(), new[] { new Inode(), new Inode(), new Inode() });
        for (var entry = 1u; entry <= 1_000_000; entry++)
            map.AddLink(entry * 2, inodes[entry % 3]);
        for (var entry = 1_000_000u; entry > 0; entry--)
        {
            Assert.True(map.TryGet(entry * 2, out var inode));
            Assert.Same(inodes[entry % 3], inode);
            Assert.False(map.TryGet((entry * 2) + 1, out _));
        }
    }
}
