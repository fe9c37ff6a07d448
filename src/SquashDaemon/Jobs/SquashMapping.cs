using Squash;
using SquashDaemon.Configuration;

namespace SquashDaemon.Jobs;

/// <summary>The engine's options from the settings: one line each.</summary>
internal static class SquashMapping
{
    /// <summary>The options for one image.</summary>
    public static SquashOptions Of(SquashSettings settings, string scratchFolder) => new()
    {
        ScratchDirectory = scratchFolder,
        Verify = settings.Verify,
    };
}
