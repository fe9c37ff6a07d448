using System.Globalization;
using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>The kinds of values that keys have.</summary>
internal static class SettingForms
{
    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public static SettingForm<bool> YesNo { get; } = new(
        "yes or no",
        text => text.ToLowerInvariant() switch
        {
            "yes" or "true" => true,
            "no" or "false" => false,
            _ => throw new FormatException("must be yes or no"),
        },
        value => value ? "yes" : "no");

    /// <summary>A full path, of the home folder if it begins with <c>~</c> or <c>%h</c>.</summary>
    public static SettingForm<string> FullPath { get; } = new("a full path", PathText.Parse, PathText.Show);

    /// <summary>Any text on one line.</summary>
    public static SettingForm<string> Line { get; } = new("text", text => text, value => value);

    /// <summary>A duration.</summary>
    public static SettingForm<TimeSpan> Duration(TimeSpan least, TimeSpan most) => Ranged(
        new SettingForm<TimeSpan>("a duration", DurationText.Parse, DurationText.Show), least, most);

    /// <summary>A number of bytes.</summary>
    public static SettingForm<long> Size(long least, long most) => Ranged(
        new SettingForm<long>("a size", SizeText.Parse, SizeText.Show), least, most);

    /// <summary>A whole number.</summary>
    public static SettingForm<int> Whole(int least, int most) => Ranged(
        new SettingForm<int>(
            "a whole number",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException("must be a whole number"),
            value => value.ToString(CultureInfo.InvariantCulture)),
        least, most);

    /// <summary>One of a few words.</summary>
    public static SettingForm<T> Choice<T>(params (string Word, T Value)[] choices)
    {
        var words = string.Join(", ", choices.Select(choice => choice.Word));
        return new SettingForm<T>(
            $"one of {words}",
            text => choices.FirstOrDefault(choice => choice.Word.Equals(text, StringComparison.OrdinalIgnoreCase))
                is { Word: not null } chosen
                ? chosen.Value
                : throw new FormatException($"must be one of {words}"),
            value => choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word);
    }

    /// <summary>The same or, as nothing at all, null.</summary>
    public static SettingForm<T?> OrNone<T>(SettingForm<T> form)
        where T : class => new(
            $"{form.Text}, or empty",
            text => text.Length == 0 ? null : form.Parse(text),
            value => value is null ? "" : form.Show(value));

    /// <summary>The same or, as nothing at all, null.</summary>
    public static SettingForm<T?> ValueOrNone<T>(SettingForm<T> form)
        where T : struct => new(
            $"{form.Text}, or empty",
            text => text.Length == 0 ? null : form.Parse(text),
            value => value is { } some ? form.Show(some) : "");

    /// <summary>A suffix of file names.</summary>
    public static SettingForm<string> Suffix { get; } = new(
        "a suffix such as .done",
        text => text.Length > 1 && text[0] == '.' && !text.Contains('/', StringComparison.Ordinal)
            ? text
            : throw new FormatException("must be a suffix that begins with a dot, such as .done"),
        value => value);

    private static SettingForm<T> Ranged<T>(SettingForm<T> form, T least, T most)
        where T : IComparable<T> => form with
        {
            Text = $"{form.Text} from {form.Show(least)} to {form.Show(most)}",
            Parse = text => form.Parse(text) is var value && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
                ? value
                : throw new FormatException(
                    $"must be from {form.Show(least)} to {form.Show(most)}, and {Printable.Text(text)} is not"),
        };
}
