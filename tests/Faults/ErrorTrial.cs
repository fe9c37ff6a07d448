using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Faults.Tracing;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A daemon on a spool, of whose calls one fails, or several in a row, or all until the fault is mended.</summary>
/// <param name="kind">The spool.</param>
/// <param name="place">The folder whose calls are meant, by its name in the spool; empty: all of them.</param>
internal sealed class ErrorTrial(SpoolKind kind, string place)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Names =
    [
        "open", "openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "close", "rename", "renameat2", "link", "unlink",
        "mkdir", "rmdir", "fallocate", "ftruncate", "fchmod", "copy_file_range", "stat", "fstat", "lstat", "newfstatat", "statx", "statfs",
        "getdents64", "inotify_init1", "inotify_add_watch", "inotify_rm_watch",
    ];

    private readonly Lazy<(IReadOnlyList<(string Name, int Number)> Calls, HashSet<string> Picture)> _undisturbed = new(() => Undisturbed(kind, place));

    // A daemon that ends on request tells whether all went well; what was put aside in its last step the next one may tell.
    private bool IsUsual(int code) => code == 0 || (kind.IsRefused && code == 1);

    /// <summary>Every call of a run that nothing disturbs: its name, and which of that name it is.</summary>
    public IReadOnlyList<(string Name, int Number)> Calls => _undisturbed.Value.Calls;

    /// <summary>Each of these calls with each error, in the short form one case in so many; several at once, since most of it is waiting.</summary>
    public void RunAll(Toll toll, IReadOnlyList<(string Name, int Number)> calls, int oneIn, int? times)
    {
        var cases = from turn in Enumerable.Range(0, Errors.All.Count)
                    from number in Enumerable.Range(0, calls.Count)
                    where FaultForm.Includes(number, turn, oneIn)
                    select (Call: calls[number], Error: Errors.All[turn]);
        Parallel.ForEach(
            Partitioner.Create(cases, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            one => Run(toll, one.Call, one.Error, times));
    }

    /// <summary>The calls of one name fail from one of them on, so many times, or until the fault is mended.</summary>
    private void Run(Toll toll, (string Name, int Number) from, int errno, int? times)
    {
        using var spool = new TracedSpool(kind);
        var isMended = false;
        string? hit = null;
        var number = 0;
        using var daemon = spool.Start(call =>
        {
            if (call.Name != from.Name || !IsMeant(call, spool, place) || Volatile.Read(ref isMended))
                return null;
            if (++number < from.Number || number >= from.Number + (times ?? int.MaxValue / 2))
                return null;
            hit ??= call.ToString().Replace(spool.Folder.Path, "", StringComparison.Ordinal);
            return new Fault(errno);
        });
        if (times is null)
        {
            Wait(Patience, () => spool.IsOver || daemon.HasEnded || daemon.Told().Any(told => told.IsTrouble));
            Volatile.Write(ref isMended, true);
        }
        Wait(Longest, () => spool.IsOver || daemon.HasEnded);
        if (IsTurnedAway(daemon, errno))
        {
            using var again = spool.Start(_ => null);
            Wait(Longest, () => spool.IsOver || again.HasEnded);
            var hasEnded = again.HasEnded;
            var code = again.End();
            toll.Expect(!hasEnded && IsUsual(code), "crashed", $"{code}, the start after one that was turned away: {again.Error}");
        }
        else
        {
            var hasEnded = daemon.HasEnded;
            var code = daemon.End();
            toll.Expect(!hasEnded && IsUsual(code), "crashed", $"{code}: {Tell()}");
        }
        if (hit is null)
            return;
        toll.Count();
        toll.Expect(spool.IsOver, "hung", Tell());
        Judge(toll, spool, Tell(), mayFail: times is null);
        foreach (var told in daemon.Told().Where(told => told.IsTrouble && !IsRefusal(told)))
            toll.Expect(told.Names(Marshal.GetPInvokeErrorMessage(errno)), "unnamed", $"\"{told.Message}\": {Tell()}");

        string Tell() => string.Join(
            " | ",
            daemon.Told().Where(told => told.IsTrouble).Select(told => told.Message)
                .Prepend($"{Marshal.GetPInvokeErrorMessage(errno)} at {from.Name} {from.Number}, {hit}").Append(daemon.Error))
            .Replace(spool.Folder.Path, "", StringComparison.Ordinal);
    }

    /// <summary>A start that is denied its folders is wrongly configured: it ends, with the code and the reason of that.</summary>
    private static bool IsTurnedAway(TracedProgram daemon, int errno) =>
        daemon.HasEnded && daemon.WaitForEnd() == (errno == Errno.Access ? 77 : 74) && !daemon.Told().Any()
        && errno is Errno.Access or Errno.ReadOnlyFileSystem
        && daemon.Output.Contains("cannot ", StringComparison.Ordinal)
        && daemon.Output.Contains(Marshal.GetPInvokeErrorMessage(errno), StringComparison.Ordinal);

    private bool IsRefusal(ToldEvent told) =>
        kind.IsRefused && told.Type == "failed" && told.Message.Contains("is a Windows image", StringComparison.Ordinal);

    private void Judge(Toll toll, TracedSpool spool, string what, bool mayFail)
    {
        toll.Expect(spool.Originals().Length == (kind.Name == "delete" ? 0 : 1), "lost", what);
        var hasFailed = File.Exists(spool.Folder[$"failed/{kind.Image}/error.json"]) && !kind.IsRefused;
        if (hasFailed && mayFail)
        {
            toll.Expect(spool.Outputs.Length == 0, "partial", what);
            return;
        }
        var found = SpoolPicture.Of(spool.Folder);
        // These are empty, or nobody's, and the next start removes them.
        found.RemoveWhere(line => line.Contains("/.squashd-start", StringComparison.Ordinal) || line.Contains(".squashd.scratch", StringComparison.Ordinal));
        var difference = SpoolPicture.Difference(_undisturbed.Value.Picture, found);
        toll.Expect(difference.Length == 0, "other", $"{difference}: {what}");
    }

    private static (IReadOnlyList<(string Name, int Number)> Calls, HashSet<string> Picture) Undisturbed(SpoolKind kind, string place)
    {
        using var spool = new TracedSpool(kind);
        var calls = new List<(string Name, int Number)>();
        var counts = new Dictionary<string, int>();
        using var daemon = spool.Start(call =>
        {
            if (Names.Contains(call.Name) && IsMeant(call, spool, place))
                calls.Add((call.Name, counts[call.Name] = counts.GetValueOrDefault(call.Name) + 1));
            return null;
        });
        Squashd.WaitUntil(() => spool.IsOver, "it is over");
        Assert.Equal(0, daemon.End());
        return (calls, SpoolPicture.Of(spool.Folder));
    }

    private static bool IsMeant(SystemCall call, TracedSpool spool, string place) => place.Length == 0 || call.IsIn(spool.Folder[place]);

    private static void Wait(TimeSpan longest, Func<bool> isOver)
    {
        const int pauseMilliseconds = 5;
        for (var watch = Stopwatch.StartNew(); !isOver() && watch.Elapsed < longest;)
            Thread.Sleep(pauseMilliseconds);
    }
}
