namespace Squash.Merging;

/// <summary>How many bytes of unusually many records may be kept, or written again, for the entries of one image.</summary>
/// <param name="mostBytes">Beyond the usual ones of each entry.</param>
/// <param name="what">Whose they are, and what is done with them.</param>
internal sealed class RecordAllowance(long mostBytes, string what)
{
    private long _bytes;

    /// <summary>Takes the records of one entry.</summary>
    /// <exception cref="InvalidDataException">All together are too many.</exception>
    public void Take(int bytes)
    {
        _bytes += Math.Max(0, bytes - MergeLimits.UsualRecordBytes);
        if (_bytes > mostBytes)
            throw new InvalidDataException($"{what} more than {mostBytes >> 20} MiB of extended attributes and records (R27)");
    }
}
