using CsCheck;

namespace Squash.Tests.Tar;

/// <summary>Any bytes give entries or one refusal, and the same ones however they arrive.</summary>
public sealed class FuzzTests
{
    private const int Cases = 40_000;
    private const long MostAllocatedBytes = 8 << 20;

    [Fact]
    public void AnyBytesGiveEntriesOrOneRefusalWithItsOffset()
    {
        var (read, refused) = (0, 0);
        ArchiveGen.Archive.Sample(
            bytes =>
            {
                var (entries, refusal) = Outcome(new MemoryStream(bytes), TarReader.SkimmingBuffer, withContent: true);
                Interlocked.Add(ref read, entries.Count);
                Interlocked.Add(ref refused, refusal is null ? 0 : 1);
                AssertSame((entries, refusal), Outcome(new MemoryStream(bytes), 512, withContent: true));
                AssertSame((entries, refusal), Outcome(new TricklingStream(bytes, 700), 16 << 10, withContent: true));
                AssertSame((entries, refusal), Outcome(new TricklingStream(bytes, 3), 256 << 10, withContent: true));
                var skimmed = Outcome(new MemoryStream(bytes), TarReader.SkimmingBuffer, withContent: false);
                AssertSame(skimmed, Outcome(new TricklingStream(bytes, 1000), 512, withContent: false));
                Assert.Equal(entries.Select(entry => entry.Path), skimmed.Entries.Select(entry => entry.Path));
                Assert.Equal(refusal, skimmed.Refusal);
            },
            iter: Cases);
        // A generator that only makes garbage, or none, would prove nothing.
        Assert.InRange(read, Cases, int.MaxValue);
        Assert.InRange(refused, Cases / 10, Cases * 9 / 10);
    }

    [Fact]
    public void RawCopiesOfAnyArchiveReadTheSame() => ArchiveGen.Archive.Sample(
        bytes =>
        {
            var (entries, refusal) = Outcome(new MemoryStream(bytes), TarReader.SkimmingBuffer, withContent: true);
            if (refusal is not null)
                return;
            var again = Outcome(new MemoryStream(Reading.RawCopy(bytes)), TarReader.SkimmingBuffer, withContent: true);
            Assert.Null(again.Refusal);
            Assert.Equal(entries.Select(Placeless), again.Entries.Select(Placeless));
        },
        iter: 5_000);

    [Fact]
    public void ReadingHeadersNeedsBoundedMemory() => ArchiveGen.Archive.Sample(
        bytes =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Outcome(new MemoryStream(bytes), TarReader.SkimmingBuffer, withContent: false);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocatedBytes);
        },
        iter: 3_000);

    private static ReadEntry Placeless(ReadEntry entry) => entry with { Offset = 0, DataOffset = 0 };

    private static (List<ReadEntry> Entries, string? Refusal) Outcome(Stream source, int bufferBytes, bool withContent)
    {
        var entries = new List<ReadEntry>();
        try
        {
            Reading.Into(entries, source, bufferBytes, withContent);
            return (entries, null);
        }
        catch (InvalidDataException error)
        {
            Assert.Contains("offset", error.Message);
            return (entries, error.Message);
        }
    }

    private static void AssertSame(
        (List<ReadEntry> Entries, string? Refusal) expected, (List<ReadEntry> Entries, string? Refusal) actual)
    {
        Assert.Equal(expected.Refusal, actual.Refusal);
        Assert.Equal(expected.Entries, actual.Entries);
    }
}
