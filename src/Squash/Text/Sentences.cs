namespace Squash.Text;

/// <summary>Sentences about one archive, as many as a person reads; the rest is counted.</summary>
/// <param name="unsaid">What stands for the others, after their number.</param>
public sealed class Sentences(string unsaid)
{
    private const int Most = 100;
    private readonly List<string> _said = [];
    private int _unsaid;

    /// <summary>Whether another one would be kept; if not, it need not be made.</summary>
    public bool HasRoom => _said.Count < Most;

    /// <summary>Adds one.</summary>
    public void Add(string sentence)
    {
        if (HasRoom)
            _said.Add(sentence);
        else
            _unsaid++;
    }

    /// <summary>All of them, or the first ones.</summary>
    public IReadOnlyList<string> ToList(int most = Most)
    {
        var others = _unsaid + Math.Max(0, _said.Count - most);
        return others == 0 ? _said : [.. _said.Take(most), $"and {others} {unsaid}"];
    }
}
