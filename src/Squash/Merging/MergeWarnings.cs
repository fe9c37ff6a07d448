using Squash.Text;

namespace Squash.Merging;

/// <summary>What was dropped or decided against some engine's reading; sentences that are safe to print.</summary>
internal sealed class MergeWarnings
{
    private readonly Sentences _sentences = new("more warnings of this kind");

    /// <summary>Adds one.</summary>
    public void Add(int layer, ReadOnlySpan<byte> path, string what) => _sentences.Add(
        _sentences.HasRoom ? $"layer {layer}: {(path.IsEmpty ? "./" : Printable.Text(path))}: {what}" : "");

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> ToList() => _sentences.ToList();
}
