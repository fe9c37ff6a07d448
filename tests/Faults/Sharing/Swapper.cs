using System.Diagnostics;
using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>
/// Exchanges names in a folder for others the moment that somebody opens them, or a little later: between the check of a
/// file and its use.
/// </summary>
internal sealed class Swapper : IDisposable
{
    /// <summary>Of renameat2(2).</summary>
    public const nuint Exchange = 2;

    private const int LongestMicroseconds = 1500;
    private const string Tick = ".tick";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _folder;
    private readonly Random _random;
    private readonly FileEvents _events;
    private readonly Timer _timer;

    public Swapper(string folder, int seed)
    {
        (_folder, _random) = (folder, new Random(seed));
        _events = new FileEvents(folder, FileEvents.Opened, waits: true);
        File.WriteAllText(PathOf(Tick), "");
        // So that whoever waits for the daemon does not wait for ever.
        _timer = new Timer(_ => SmallFile.Read(PathOf(Tick), 1), null, Pause, Pause);
    }

    /// <summary>Waits a moment for names that somebody opens; none if nobody does.</summary>
    public HashSet<string> WaitForOpened() => [.. _events.Take().Select(opened => opened.Name).Where(name => name.Length > 0 && name != Tick)];

    /// <summary>Waits for less time than a claim takes, or a little more.</summary>
    public void Hesitate()
    {
        var until = Stopwatch.GetTimestamp() + (_random.Next(LongestMicroseconds) * (Stopwatch.Frequency / 1_000_000));
        while (Stopwatch.GetTimestamp() < until)
            Thread.SpinWait(10);
    }

    /// <summary>The hidden file that stands ready for a name.</summary>
    public string OtherOf(string name) => PathOf($".{name}.other");

    /// <summary>Exchanges a name and what stands ready for it; false if one of them is not there.</summary>
    public bool TrySwap(string name) =>
        LibC.RenameAt2(
            LibC.RenameAt2Call, LibC.CurrentDirectory, PathOf(name), LibC.CurrentDirectory, OtherOf(name), Exchange) == 0;

    public void Dispose()
    {
        _timer.Dispose();
        _events.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
