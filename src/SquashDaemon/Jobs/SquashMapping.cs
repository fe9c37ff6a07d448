using Squash;
using SquashDaemon.Configuration;

namespace SquashDaemon.Jobs;

/// <summary>The engine's options from the settings.</summary>
internal static class SquashMapping
{
    // Written in the configuration as on the command line, where the engine reads them.
    private static readonly string[] Shaping = ["layout", "compress", "platform", "owner", "from_layer", "message"];

    /// <summary>The options for one image.</summary>
    /// <exception cref="FormatException">The engine does not take one of them.</exception>
    public static SquashOptions Of(SquashSettings settings, string scratchFolder)
    {
        var options = new SquashOptions { ScratchDirectory = scratchFolder, Verify = settings.Verify };
        var all = new DaemonSettings(new SpoolSettings(SpoolFolders.Of("/"))) { Squash = settings };
        foreach (var name in Shaping)
        {
            if (SettingKeys.Find("squash", name)!.Binding.Read(all) is { Length: > 0 } text)
                options = options.With(name.Replace('_', '-'), text);
        }
        return settings.Tags.Aggregate(options, (so, tag) => so.With("tag", tag));
    }
}
