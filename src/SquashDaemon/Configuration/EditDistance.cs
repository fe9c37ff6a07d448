namespace SquashDaemon.Configuration;

/// <summary>
/// How many letters must be added, removed, replaced or swapped with their neighbour to make one word of another
/// (optimal string alignment); upper and lower case are the same.
/// </summary>
internal static class EditDistance
{
    private const int LongestWord = 64;

    /// <summary>The distance; what is longer than any key is compared by its beginning.</summary>
    public static int Of(string first, string second)
    {
        var (a, b) = (Fold(first), Fold(second));
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            distances[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            distances[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }
        return distances[a.Length, b.Length];
    }

    private static string Fold(string word) => word[..Math.Min(word.Length, LongestWord)].ToLowerInvariant();
}
