using System.Text.Json;
using Faults.Tracing;

namespace Faults;

/// <summary>
/// Runs over a spool of one kind that die at a call; another start, undisturbed, must come to what a run that never died
/// comes to.
/// </summary>
internal sealed class KillTrial : IDisposable
{
    private readonly SpoolKind _kind;
    private readonly Toll _toll;
    private readonly TracedSpool _undisturbed;
    private readonly HashSet<string> _expected;

    public KillTrial(SpoolKind kind, Toll toll)
    {
        (_kind, _toll, _undisturbed) = (kind, toll, new TracedSpool(kind));
        Assert.Equal(kind.IsRefused ? 1 : 0, _undisturbed.Drain().Code);
        _expected = SpoolPicture.Of(_undisturbed.Folder);
    }

    public void Dispose() => _undisturbed.Dispose();

    /// <summary>A run that dies at the call of a number, of those that change files; that call, or null: there was none.</summary>
    public string? Kill(TracedSpool spool, int number, string before = "")
    {
        string? killed = null;
        var (code, log) = spool.Drain(call =>
        {
            if (!call.ChangesFiles || --number != 0)
                return null;
            killed = call.ToString();
            return Fault.Death;
        });
        if (killed is null)
            return null;
        killed = $"{before}killed at {killed.Replace(spool.Folder.Path, "", StringComparison.Ordinal)}";
        _toll.Count();
        _toll.Expect(code == 137, "other", $"{killed}, it ends with {code}: {log}");
        Check(spool, killed);
        return killed;
    }

    /// <summary>The start after the last death.</summary>
    public void CheckRestart(TracedSpool spool, string killed)
    {
        var (code, log) = spool.Drain();
        _toll.Expect(code is 0 or 1, "crashed", $"after a restart of what was {killed}: {code} {log}");
        var difference = SpoolPicture.Difference(_expected, SpoolPicture.Of(spool.Folder));
        _toll.Expect(difference.Length == 0, "other", $"after a restart of what was {killed}: {difference}");
    }

    /// <summary>The original is somewhere, once; what is visible is whole.</summary>
    private void Check(TracedSpool spool, string when)
    {
        var originals = spool.Originals();
        var isGone = _kind.Name == "delete" && spool.Outputs.Length == 2;
        _toll.Expect(originals.Length > 0 || isGone, "lost", when);
        _toll.Expect(
            TracedSpool.CountFiles(originals) <= 1 && originals.Length <= (_kind.HasNoExclusiveRename ? 2 : 1), "duplicated",
            $"{when}: {string.Join(", ", originals)}");
        foreach (var output in spool.Outputs)
        {
            if (output.EndsWith(".json", StringComparison.Ordinal))
                _toll.Try("partial", $"{when}: {output}", () => JsonDocument.Parse(File.ReadAllText(output)));
            else
                _toll.Expect(_undisturbed.HasOutput(output), "partial", $"{when}: {output}");
        }
    }
}
