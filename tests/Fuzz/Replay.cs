using System.Diagnostics;

namespace Fuzz;

/// <summary>Feeds a target one file, and says how it went.</summary>
internal static class Replay
{
    /// <summary>Whether the target passes.</summary>
    public static bool Passes(Target target, string file)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            target.Run(File.ReadAllBytes(file));
            Console.WriteLine($"{file}: passed in {watch.ElapsedMilliseconds} ms");
            return true;
        }
        catch (Exception error)
        {
            Console.WriteLine($"{file}: {error}");
            return false;
        }
    }
}
