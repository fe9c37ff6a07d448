using System.Text;
using CsCheck;
using Squash.Blobs;
using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class TableMemoryTests
{
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
                var mixed = new TableMemory(1000, bytes =>
                {
                    files++;
                    return ScratchFile.Create(folder.FullName, bytes);
                });
                Assert.Equal(With(TableMemory.Unlimited()), With(mixed));
            }, iter: 300, threads: 1);
            Assert.True(files > 300);
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
