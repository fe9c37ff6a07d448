using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;

namespace SquashDaemon.Hosting;

/// <summary>Reads the configuration again and takes it whole or not at all.</summary>
/// <param name="live">What holds.</param>
/// <param name="load">Reads it.</param>
/// <param name="level">What decides how much is logged.</param>
/// <param name="log">Says what became of it.</param>
internal sealed class SettingsReload(LiveSettings live, Func<LoadedSettings> load, LoggingLevelSwitch level, ILogger log)
{
    /// <summary>Tries; whether the new configuration holds.</summary>
    public bool Try()
    {
        HostLog.Reloads(log);
        var (before, loaded) = (live.Current, load());
        var now = loaded.Settings with { IsDrain = before.IsDrain };
        var changed = SettingKeys.All.Where(key => key.Binding.Read(before) != key.Binding.Read(now)).ToList();
        var refused = changed.Where(key => key.IsFixed).ToList();
        foreach (var mistake in loaded.Mistakes)
            HostLog.Wrong(log, mistake.ToString());
        foreach (var key in refused)
            HostLog.Fixed(log, key.FullName, Shown(key, now));
        if (loaded.Mistakes.Count > 0 || refused.Count > 0)
        {
            HostLog.Refused(log);
            return false;
        }
        live.Replace(now);
        level.MinimumLevel = LevelConvert.ToSerilogLevel(now.Logging.Level);
        foreach (var key in changed)
            HostLog.Changed(log, key.FullName, Shown(key, now), Shown(key, before));
        HostLog.Reloaded(log, changed.Count);
        return true;
    }

    private static string Shown(SettingKey key, DaemonSettings settings) =>
        key.Binding.Read(settings) is { Length: > 0 } text ? Printable.Text(text) : "empty";
}
