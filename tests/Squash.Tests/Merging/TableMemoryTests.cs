using System.Text;
using CsCheck;
using Squash.Blobs;
using Squash.Layers;
using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class TableMemoryTests
{
    [Fact]
    public void ATableKeepsEveryRecordWhereverItIs()
    {
        var folder = Directory.CreateTempSubdirectory("squash-test-");
        try
        {
            var files = 0;
            var memory = new TableMemory(1 << 20, bytes =>
            {
                files++;
                return ScratchFile.Create(folder.FullName, bytes);
            });
            var hash = new PathHash();
            // One folder of half of them, whose shard outgrows a slab, and many of the others.
            PathKey Key(int number) => hash.Of(Encoding.ASCII.GetBytes(number % 2 == 0 ? $"all/{number}" : $"{number / 50}/{number}"));
            using (var table = new PathTable(memory))
            {
                for (var number = 0; number < 1_000_000; number++)
                    table.GetOrAdd(Key(number)).Entry = (uint)number;
                for (var number = 0; number < 1_000_000; number++)
                    Assert.Equal((uint)number, table.Find(Key(number)).Entry);
                Assert.InRange(files, 3, 20);
            }
            // All is given back, so that another table may use it.
            using var again = new PathTable(memory);
            Assert.Equal(0u, again.GetOrAdd(Key(1)).Entry);
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void StacksMergeTheSameWithTheirTableInMappedFiles()
    {
        var folder = Directory.CreateTempSubdirectory("squash-test-");
        try
        {
            var files = 0;
            StackGenerator.Stacks.Sample(stack =>
            {
                var layers = stack.Openers();
                byte[] With(TableMemory memory)
                {
                    using var target = new MemoryStream();
                    try
                    {
                        new LayerMerger(new MergePlanner(layers) { Memory = memory }.Plan(), layers).Merge(target);
                        return target.ToArray();
                    }
                    catch (InvalidDataException refused)
                    {
                        return Encoding.UTF8.GetBytes(refused.Message);
                    }
                }

                // The first shards are the process's own, the others files, so that growing goes from one to the other.
                var mixed = new TableMemory(300, bytes =>
                {
                    files++;
                    return ScratchFile.Create(folder.FullName, bytes);
                });
                Assert.Equal(With(TableMemory.Unlimited()), With(mixed));
            }, iter: 300, threads: 1);
            Assert.InRange(files, 100, 300);
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
