using System.Globalization;
using System.Text;

namespace SquashDaemon.Jobs;

/// <summary>Figures since the start, as a Prometheus text file.</summary>
internal sealed class Metrics
{
    /// <summary>Images done.</summary>
    public long Done { get; private set; }

    /// <summary>Images failed.</summary>
    public long Failed { get; private set; }

    private long _inputBytes;
    private long _outputBytes;
    private long _lastSuccess;

    /// <summary>Counts an end.</summary>
    public void Count(JobEnd end, DateTimeOffset now)
    {
        Done += end.Outcome == JobOutcome.Done ? 1 : 0;
        Failed += end.Outcome == JobOutcome.Failed ? 1 : 0;
        _inputBytes += end.Report?.InputBytes ?? 0;
        _outputBytes += end.Report?.OutputBytes ?? 0;
        _lastSuccess = end.Outcome == JobOutcome.Done ? now.ToUnixTimeSeconds() : _lastSuccess;
    }

    /// <summary>The file's text.</summary>
    public string Text(int queued, long oldestSeconds, TroubleKind? held)
    {
        var text = new StringBuilder();
        Add(text, "squashd_jobs_total counter", "Jobs that ended.",
            ("{result=\"done\"}", Done), ("{result=\"failed\"}", Failed));
        Add(text, "squashd_input_bytes_total counter", "Bytes of archives that were squashed.", ("", _inputBytes));
        Add(text, "squashd_output_bytes_total counter", "Bytes of flat archives.", ("", _outputBytes));
        Add(text, "squashd_queue_length gauge", "Archives that wait, in the inbox or after a trouble.", ("", queued));
        Add(text, "squashd_oldest_waiting_seconds gauge", "How long the oldest of them has waited.", ("", oldestSeconds));
        Add(text, "squashd_last_success_timestamp_seconds gauge", "When the last job was done; 0: none yet.", ("", _lastSuccess));
        Add(text, "squashd_held gauge", "Whether all jobs wait for room or for the folders.",
            ("{reason=\"room\"}", held == TroubleKind.Room ? 1 : 0),
            ("{reason=\"environment\"}", held == TroubleKind.Environment ? 1 : 0));
        return text.ToString();
    }

    private static void Add(StringBuilder text, string metric, string says, params (string Labels, long Value)[] values)
    {
        // The name and its type.
        var name = metric.Split(' ')[0];
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {says}\n# TYPE {metric}\n");
        foreach (var (labels, value) in values)
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }
}
