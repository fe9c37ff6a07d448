using System.Globalization;

namespace Faults.Hostile;

/// <summary>What became of some archives.</summary>
internal sealed class Figures
{
    private readonly List<string> _faults = [];
    private int _tried;
    private int _refused;
    private int _squashed;
    private int _crashed;
    private int _hung;
    private int _left;
    private long _peak;
    private double _cpu;

    /// <summary>Counts a run of the program.</summary>
    public void Add(HostileRun run)
    {
        Add(run.ExitCode, run.Left.Count);
        _peak = Math.Max(_peak, run.PeakKibibytes);
        _cpu = Math.Max(_cpu, run.CpuSeconds);
    }

    /// <summary>Counts an archive that ended so.</summary>
    public void Add(int exitCode, int left)
    {
        _tried++;
        _left += left;
        switch (exitCode)
        {
            case 0:
                _squashed++;
                break;
            case 65:
                _refused++;
                break;
            case HostileRun.Hung or HostileRun.OutOfTime:
                _hung++;
                break;
            default:
                _crashed++;
                break;
        }
    }

    /// <summary>Notes what should not be.</summary>
    public void Fault(string archive, string what) => _faults.Add($"{archive}: {what}");

    /// <summary>Tells the figures, and fails if something is not as it should be.</summary>
    public void Tell(string what)
    {
        var text = $"{what}: {_tried} tried, {_refused} refused, {_squashed} squashed, {_crashed} crashed, {_hung} hung, {_left} left behind"
            + (_peak == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $"; at most {_peak / 1024.0:f0} MiB and {_cpu:f1} s of CPU time"));
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        Assert.True(_faults.Count == 0, $"{text}\n{string.Join('\n', _faults)}");
    }
}
