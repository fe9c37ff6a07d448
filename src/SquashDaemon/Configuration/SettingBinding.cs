namespace SquashDaemon.Configuration;

/// <summary>How the text of a key becomes a part of the settings, and back.</summary>
/// <param name="Form">What may be written, for people: <c>a duration from 1s to 1h</c>.</param>
/// <param name="Write">The settings with the value of a text; a <see cref="FormatException"/> says what is wrong.</param>
/// <param name="Read">The value that settings have, as text.</param>
internal sealed record SettingBinding(
    string Form, Func<DaemonSettings, string, DaemonSettings> Write, Func<DaemonSettings, string> Read);
