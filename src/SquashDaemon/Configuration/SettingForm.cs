namespace SquashDaemon.Configuration;

/// <summary>How values of one kind are written.</summary>
/// <param name="Text">What may be written, for people.</param>
/// <param name="Parse">The value of a text; a <see cref="FormatException"/> says in its message what is wrong.</param>
/// <param name="Show">The text of a value.</param>
internal sealed record SettingForm<T>(string Text, Func<string, T> Parse, Func<T, string> Show)
{
    /// <summary>This form for one property of the settings.</summary>
    public SettingBinding On(Func<DaemonSettings, T> read, Func<DaemonSettings, T, DaemonSettings> write) =>
        new(Text, (settings, text) => write(settings, Parse(text)), settings => Show(read(settings)));
}
