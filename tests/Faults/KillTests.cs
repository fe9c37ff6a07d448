using System.Diagnostics;

namespace Faults;

/// <summary>Kills at any instant of a run over twenty images with two workers.</summary>
public sealed class KillTests
{
    private static readonly int Kills = FaultForm.IsWhole ? 1000 : FaultForm.IsSlow ? 20 : 100;

    private const int Images = 20;
    private const int LongestMilliseconds = 400;
    private const int Seed = 20_260_101;

    private readonly Toll _toll = new("kill at random, two workers");

    [Fact]
    public void NothingIsLostNothingIsShownHalfAndNothingTwice()
    {
        using var images = new TempFolder();
        for (var number = 0; number < Images; number++)
            TinyImage.Write(images[Output(number)], new string((char)('a' + number), 500_000 + number));
        using var undisturbed = Filled(images);
        Assert.Equal(0, Daemon.Drain(undisturbed).Code);
        var expected = Enumerable.Range(0, Images).ToDictionary(Output, number => File.ReadAllBytes(undisturbed[$"outbox/{Output(number)}"]));
        var random = new Random(Seed);
        for (var round = 1; _toll.Tried < Kills; round++)
        {
            using var spool = Filled(images);
            while (_toll.Tried < Kills && !IsOver(spool))
            {
                using (var daemon = Start(spool))
                {
                    // From the moment when it has the lock: before that there is nothing to disturb.
                    Squashd.WaitUntil(() => HasLock(spool, daemon), "it begins");
                    daemon.WaitForExit(random.Next(LongestMilliseconds));
                    daemon.Kill();
                    daemon.WaitForExit();
                    _toll.Count();
                }
                Check(spool, expected, $"kill {_toll.Tried} in round {round}, seed {Seed}");
            }
            var (code, log) = Daemon.Drain(spool, "retry.max_crashes=100");
            _toll.Expect(code == 0, "crashed", $"the end of round {round}: {code} {log}");
            Check(spool, expected, $"the end of round {round}, seed {Seed}");
            _toll.Try("other", $"the end of round {round}, seed {Seed}", () => AssertOver(spool, expected.Keys));
        }
        _toll.AssertNone();
    }

    private static TempFolder Filled(TempFolder images)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["inbox"]);
        foreach (var name in images.Files("."))
            File.Copy(images[name], folder[$"inbox/{name}"]);
        return folder;
    }

    private static string Output(int number) => $"{number:d2}.tar";

    private static Process Start(TempFolder folder) => Squashd.Start(
        "run", "--quiet", "--inbox", folder["inbox"], "--set", "spool.settle=0s", "--set", "limits.workers=2",
        "--set", "retry.max_crashes=100", "--set", $"spool.state={folder["state"]}");

    private static bool HasLock(TempFolder spool, Process daemon) =>
        File.Exists(spool["work/.squashd.lock"])
        && System.Text.Encoding.ASCII.GetString(SquashDaemon.Spool.SmallFile.Read(spool["work/.squashd.lock"], 100) ?? []) == $"{daemon.Id}";

    private static bool IsOver(TempFolder spool) => spool.Files("done").Length == Images;

    /// <summary>Every image is somewhere, once; what is visible is whole.</summary>
    private void Check(TempFolder spool, Dictionary<string, byte[]> expected, string when)
    {
        foreach (var output in spool.Files("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)))
        {
            var isExpected = expected.TryGetValue(output, out var bytes);
            _toll.Expect(isExpected, "duplicated", $"{output} appeared: {when}");
            _toll.Expect(
                !isExpected || bytes.AsSpan().SequenceEqual(File.ReadAllBytes(spool[$"outbox/{output}"])), "partial", $"{output}: {when}");
        }
        var work = Directory.Exists(spool["work"]) ? Directory.GetFiles(spool["work"], "input", SearchOption.AllDirectories).Length : 0;
        var originals = spool.Files("inbox").Length + work + spool.Files("done").Length;
        _toll.Expect(originals >= Images, "lost", $"{originals} originals are left: {when}");
        _toll.Expect(originals <= Images, "duplicated", $"there are {originals} originals: {when}");
    }

    private static void AssertOver(TempFolder spool, IEnumerable<string> outputs)
    {
        Assert.Equal(outputs.SelectMany(name => new[] { name, $"{name}.json" }).Order(StringComparer.Ordinal), spool.Files("outbox"));
        Assert.Empty(Directory.GetFiles(spool["outbox"], ".*"));
        Assert.Empty(spool.Files("inbox"));
        Assert.Empty(Directory.GetFileSystemEntries(spool["failed"]));
        Assert.Equal([".squashd.lock"], Directory.GetFileSystemEntries(spool["work"]).Select(Path.GetFileName));
    }
}
