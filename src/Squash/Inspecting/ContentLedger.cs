using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Squash.Verifying;

namespace Squash.Inspecting;

/// <summary>
/// Keeps for every entry with data which layer brought it and whether the tree still shows it. Content dies with the
/// last name of its inode, not with the name that it came under.
/// </summary>
internal sealed class ContentLedger
{
    private readonly Dictionary<LayerEntry, Life> _lives = new(ReferenceEqualityComparer.Instance);

    /// <summary>Enters what layer <paramref name="number"/> brings; the bytes of it.</summary>
    public long Enter(IEnumerable<LayerEntry> layer, int number)
    {
        var bytes = 0L;
        foreach (var entry in layer.Where(entry => entry.Kind == EntryKind.Regular && entry.Size > 0))
        {
            _lives.Add(entry, new Life { AddedBy = number });
            bytes += entry.Size;
        }

        return bytes;
    }

    /// <summary>Notes that layer <paramref name="number"/> still shows the content; false if that is known.</summary>
    public bool See(LayerEntry entry, int number)
    {
        ref var life = ref CollectionsMarshal.GetValueRefOrNullRef(_lives, entry);
        if (Unsafe.IsNullRef(ref life) || life.SeenIn == number) return false;
        life.SeenIn = number;
        return true;
    }

    /// <summary>Strikes out what layer <paramref name="number"/> does not show any more, and gives it.</summary>
    public List<(LayerEntry Entry, int AddedBy)> StrikeUnseen(int number)
    {
        var dead = new List<(LayerEntry, int)>();
        foreach (var (entry, life) in _lives)
        {
            if (life.SeenIn == number) continue;
            dead.Add((entry, life.AddedBy));
            _lives.Remove(entry);
        }

        return dead;
    }

    private record struct Life(int AddedBy, int SeenIn);
}
