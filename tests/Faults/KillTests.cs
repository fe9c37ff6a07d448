using System.Diagnostics;
using System.Globalization;

namespace Faults;

/// <summary>
/// Kills at any instant of a run over twenty images; SQUASHD_KILLS says how many. By default 200 of the static program,
/// and fewer of the one that is compiled while it starts, which takes most of its time for that.
/// </summary>
public sealed class KillTests
{
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("SQUASHD_KILLS") is { Length: > 0 } kills ? kills
        : Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 } ? "200" : "60", CultureInfo.InvariantCulture);

    private const int Images = 20;
    private const int LongestMilliseconds = 400;
    private const int Seed = 20_260_101;

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
        var (kills, rounds) = (0, 0);
        while (kills < Kills)
        {
            using var spool = Filled(images);
            rounds++;
            while (kills < Kills && !IsOver(spool))
            {
                using (var daemon = Start(spool))
                {
                    // From the moment when it has the lock: before that there is nothing to disturb.
                    Squashd.WaitUntil(() => HasLock(spool, daemon), "it begins");
                    daemon.WaitForExit(random.Next(LongestMilliseconds));
                    daemon.Kill();
                    daemon.WaitForExit();
                    kills++;
                }
                AssertWhole(spool, expected, $"kill {kills} in round {rounds}, seed {Seed}");
            }
            Assert.Equal(0, Daemon.Drain(spool, "retry.max_crashes=100").Code);
            AssertWhole(spool, expected, $"the end of round {rounds}, seed {Seed}");
            AssertOver(spool, expected.Keys);
        }
        TestContext.Current.SendDiagnosticMessage($"{kills} kills in {rounds} rounds");
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
        "run", "--quiet", "--inbox", folder["inbox"], "--set", "spool.settle=0s", "--set", "retry.max_crashes=100",
        "--set", $"spool.state={folder["state"]}");

    private static bool HasLock(TempFolder spool, Process daemon) =>
        File.Exists(spool["work/.squashd.lock"])
        && System.Text.Encoding.ASCII.GetString(SquashDaemon.Spool.SmallFile.Read(spool["work/.squashd.lock"], 100) ?? []) == $"{daemon.Id}";

    private static bool IsOver(TempFolder spool) => spool.Files("done").Length == Images;

    /// <summary>Every image is somewhere, once; what is visible is whole.</summary>
    private static void AssertWhole(TempFolder spool, Dictionary<string, byte[]> expected, string when)
    {
        foreach (var output in spool.Files("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)))
        {
            Assert.True(expected.TryGetValue(output, out var bytes), $"{output} appeared: {when}");
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(spool[$"outbox/{output}"])), $"{output} is not whole: {when}");
        }
        var work = Directory.Exists(spool["work"]) ? Directory.GetFiles(spool["work"], "input", SearchOption.AllDirectories).Length : 0;
        var originals = spool.Files("inbox").Length + work + spool.Files("done").Length;
        Assert.True(originals == Images, $"{originals} originals are left: {when}");
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
