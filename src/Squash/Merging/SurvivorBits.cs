using System.Numerics;

namespace Squash.Merging;

/// <summary>One bit for each entry of the image, by entry number: does it survive?</summary>
internal sealed class SurvivorBits
{
    private ulong[] _words = new ulong[64];

    /// <summary>The bit of an entry; unset until set.</summary>
    public bool this[uint entry]
    {
        get => entry >> 6 < (uint)_words.Length && (_words[entry >> 6] >> (int)(entry & 63) & 1) != 0;
        set
        {
            if (entry >> 6 >= (uint)_words.Length)
            {
                if (!value)
                    return;
                Array.Resize(ref _words, (int)Math.Max(_words.Length * 3L / 2, (entry >> 6) + 1));
            }
            if (value)
                _words[entry >> 6] |= 1UL << (int)(entry & 63);
            else
                _words[entry >> 6] &= ~(1UL << (int)(entry & 63));
        }
    }

    /// <summary>How many entries up to one survive.</summary>
    public long CountTo(uint last)
    {
        var count = 0L;
        for (uint word = 0; word < _words.Length && word <= last >> 6; word++)
            count += BitOperations.PopCount(word < last >> 6 ? _words[word] : _words[word] & (ulong.MaxValue >> (int)(63 - (last & 63))));
        return count;
    }

    /// <summary>Unsets every entry after one.</summary>
    public void ClearAfter(uint last)
    {
        if (last >> 6 >= (uint)_words.Length)
            return;
        _words[last >> 6] &= ulong.MaxValue >> (int)(63 - (last & 63));
        Array.Clear(_words, (int)(last >> 6) + 1, _words.Length - (int)(last >> 6) - 1);
    }

    /// <summary>Whether any entry of a range survives.</summary>
    public bool Any(uint first, uint count)
    {
        for (var entry = first; entry < first + count; entry++)
        {
            if (this[entry])
                return true;
        }
        return false;
    }
}
