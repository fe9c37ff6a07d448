using System.Globalization;
using System.Text;

namespace Fuzz;

/// <summary>Writes what a fuzzer begins with: a folder of seeds, and beside it the words as AFL++ reads them.</summary>
internal static class SeedFolder
{
    /// <summary>Fills <paramref name="folder"/>, and the file of that name with <c>.dict</c>.</summary>
    public static void Write(Target target, string folder)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        foreach (var seed in target.Seeds.Where(seed => seed.Length > 0).DistinctBy(Convert.ToHexString))
            File.WriteAllBytes(Path.Combine(folder, (++number).ToString("d4", CultureInfo.InvariantCulture)), seed);
        File.WriteAllLines(folder + ".dict", target.Words.Distinct().Select((word, index) => $"w{index}=\"{Quote(word)}\""));
    }

    private static string Quote(string word) => string.Concat(Encoding.Latin1.GetBytes(word).Select(value =>
        value is > 0x1f and < 0x7f and not (byte)'"' and not (byte)'\\'
            ? ((char)value).ToString()
            : string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}")));
}
