using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>Small layers that would take much memory, or give a much larger one, are refused.</summary>
public sealed class MergeLimitsTests
{
    private const int Deepest = 2000;
    private const int Link = '1';

    private static readonly string Xattr = new('x', 1_000_000);

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void DirectoriesWithoutAnEntryHaveSoManyBytesOfPaths(int paths, bool isRefused)
    {
        // Each has 2,000 directories, whose paths have 2,000 characters on an average.
        var path = string.Join('/', Enumerable.Repeat("d", Deepest));
        AssertRefused(isRefused, " 32 MiB of paths", Enumerable.Range(10, paths).Select(at => File($"{at}/{path}/f")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnlyDirectoriesThatShowAreCountedAndOnce(bool isSame)
    {
        // The lower layer's are as many as fit, and either the same again or hidden.
        var path = string.Join('/', Enumerable.Repeat("d", Deepest));
        var layer = TarBytes.Layer(Enumerable.Range(10, 8).Select(at => File($"{at}/{path}/f")));
        var above = isSame ? layer : TarBytes.Layer(
            [File($"20/{path}/f"), File(".wh.10")]);
        List<Func<Stream>> layers = [() => new MemoryStream(layer), () => new MemoryStream(above)];
        Assert.Equal(8 * (Deepest + 1), new MergePlanner(layers).Plan(TestContext.Current.CancellationToken).Directories.Count);
    }

    [Theory]
    [InlineData("f")]
    [InlineData(".wh..wh..opq")]
    public void HiddenDirectoriesAreNotCounted(string name)
    {
        var path = string.Join('/', Enumerable.Repeat("d", Deepest));
        var below = TarBytes.Layer(Enumerable.Range(10, 9).Select(at => File($"{at}/{path}/{name}")));
        var above = TarBytes.Layer(Enumerable.Range(10, 9).Select(at => File($".wh.{at}")));
        List<Func<Stream>> layers = [() => new MemoryStream(below), () => new MemoryStream(above)];
        Assert.Equal(0, new MergePlanner(layers).Plan(TestContext.Current.CancellationToken).Directories.Count);
    }

    [Theory]
    [InlineData(33, false)]
    [InlineData(34, true)]
    public void DirectoriesHaveSoManyBytesOfRecords(int directories, bool isRefused) => AssertRefused(
        isRefused, "the directories have more than 32 MiB",
        Enumerable.Range(0, directories).Select(at => File($"d{at}", '5') with { Records = [("SCHILY.xattr.user.a", Xattr)] }));

    [Theory]
    [InlineData(33, false)]
    [InlineData(34, true)]
    public void FilesWithHardLinksHaveSoManyBytesOfRecords(int files, bool isRefused) => AssertRefused(
        isRefused, "files with hard links have more than 32 MiB",
        Enumerable.Range(0, files).SelectMany(at => new[]
        {
            File($"f{at}") with { Records = [("SCHILY.xattr.user.a", Xattr)] },
            File($"h{at}", (char)Link) with { LinkTarget = $"f{at}" },
        }));

    [Theory]
    [InlineData(268, false)]
    [InlineData(269, true)]
    public void RecordsAreRepeatedOnSoManyLinks(int links, bool isRefused) => AssertRefused(
        isRefused, "hard links repeat more than 256 MiB",
        Enumerable.Range(0, links).Select(at => File($"h{at}", (char)Link) with { LinkTarget = "f" })
            .Prepend(File("f") with { Records = [("SCHILY.xattr.user.a", Xattr)] }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void LinksThatLeadEntriesElsewhereHaveSoManyBytesOfTargets(int more, bool isRefused) => AssertRefused(
        isRefused, "the targets of its symbolic links, below which there are entries, have more than 16 MiB",
        // With 16 bytes besides each is 2,048.
        Enumerable.Range(1, (16 << 9) - 1).Select(at => File($"l{at}", '2') with { LinkTarget = new string('t', 2048 - 16) })
            .Prepend(File("s", '2') with { LinkTarget = new string('d', 2048 - 16 + more) }).Append(File("s/f")));

    [Fact]
    public void TargetsOfEveryLayerAreCountedAnew()
    {
        var layer = TarBytes.Layer(Enumerable.Range(1, 16 << 8).Select(at => File($"l{at}", '2') with { LinkTarget = new string('t', 2048 + 16) })
            .Append(File("l1/f")));
        List<Func<Stream>> layers = [() => new MemoryStream(layer), () => new MemoryStream(layer)];
        Assert.Equal(2 * ((16 << 8) + 1), new MergePlanner(layers).Plan(TestContext.Current.CancellationToken).Layers.Sum(part => (int)part.Count));
    }

    [Theory]
    [InlineData(8192, false)]
    [InlineData(8193, true)]
    public void EntriesThatAreLedElsewhereHaveSoManyBytesOfPaths(int entries, bool isRefused)
    {
        var target = string.Join('/', Enumerable.Repeat("d", 1000));
        var name = new string('f', 2048 - 16 - target.Length - "/".Length - 4);
        AssertRefused(
            isRefused, "the paths of entries below symbolic links of their layer have more than 16 MiB",
            Enumerable.Range(1000, entries).Select(at => File($"s/{name}{at}")).Prepend(File("s", '2') with { LinkTarget = target }));
    }

    [Fact]
    public void OnlyEntriesThatAreLedElsewhereAreCounted() => AssertRefused(
        false, "", Enumerable.Range(1000, 8200).Select(at => File($"{new string('d', 2044)}/{at}", (char)Link) with { LinkTarget = "f" })
            .Prepend(File("f")));

    [Theory]
    [InlineData(16_384, false)]
    [InlineData(16_385, true)]
    public void LinksAreFollowedForSoManyBytes(int entries, bool isRefused) => AssertRefused(
        isRefused, "its symbolic links are too long for so many entries below them",
        Enumerable.Range(0, entries).Select(at => File($"s/f{at}")).Prepend(
            File("s", '2') with { LinkTarget = string.Concat(Enumerable.Repeat("d/../", (4096 - 1) / 5)) + "d" }));

    [Fact]
    public void RecordsOfUsualSizeAreNotCounted() => AssertRefused(
        false, "", Enumerable.Range(0, 100_000).Select(at => File($"d{at}", '5') with { Records = [("SCHILY.xattr.user.a", new string('x', 450))] }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void RecordsMayHaveAllBytesOfTheirAllowanceBesidesTheUsual(int more, bool isRefused)
    {
        RecordAllowance allowance = new(mostBytes: 1 << 20, "the entries have");
        allowance.Take(MergeLimits.UsualRecordBytes - 1);
        allowance.Take(MergeLimits.UsualRecordBytes + (1 << 19));
        var error = Record.Exception(() => allowance.Take(MergeLimits.UsualRecordBytes + (1 << 19) + more));
        Assert.Equal(isRefused ? "the entries have more than 1 MiB of extended attributes and records (R27)" : null, error?.Message);
    }

    private static EntrySpec File(string name, char typeflag = '0') => new() { Name = name, Typeflag = typeflag };

    private static void AssertRefused(bool isRefused, string says, IEnumerable<EntrySpec> entries)
    {
        var bytes = TarBytes.Layer(entries);
        List<Func<Stream>> layers = [() => new MemoryStream(bytes, writable: false)];
        var error = Record.Exception(() => new LayerMerger(new MergePlanner(layers).Plan(), layers).Merge(Stream.Null));
        Assert.Equal(isRefused, error is InvalidDataException);
        Assert.Contains(says, isRefused ? error!.Message : says, StringComparison.Ordinal);
    }
}
