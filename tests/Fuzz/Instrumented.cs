using SharpFuzz;

namespace Fuzz;

/// <summary>The assemblies whose branches a fuzzer counts.</summary>
internal static class Instrumented
{
    private static readonly string[] Assemblies = ["Squash.dll", "squashd.dll", "SharpCompress.dll"];

    /// <summary>
    /// What works on another thread: counted, the same input would give other counts each time, and look like news.
    /// </summary>
    private static readonly string[] Unsteady = ["Blobs.Crew", "Blobs.Lane", "Blobs.Chunk", "Blobs.VerifiedStream", "Archives.HashingStream", "PlainLayers"];

    /// <summary>Rewrites them in a folder that is not the one we run from.</summary>
    public static void Instrument(string folder)
    {
        foreach (var assembly in Assemblies)
            Fuzzer.Instrument(Path.Combine(folder, assembly), type => !Unsteady.Any(type.Contains), Options.Value);
    }
}
