using Squash.Text;

namespace Squash.Merging;

/// <summary>What was dropped or decided against some engine's reading; sentences that are safe to print.</summary>
internal sealed class MergeWarnings
{
    /// <summary>More than a person reads; the rest is counted.</summary>
    private const int Most = 100;
    private readonly List<string> _sentences = [];
    private int _unsaid;

    /// <summary>Adds one.</summary>
    public void Add(int layer, ReadOnlySpan<byte> path, string what)
    {
        if (_sentences.Count < Most)
            _sentences.Add($"layer {layer}: {(path.IsEmpty ? "./" : Printable.Text(path))}: {what}");
        else
            _unsaid++;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> ToList() =>
        _unsaid == 0 ? _sentences : [.. _sentences, $"and {_unsaid} more warnings of this kind"];
}
