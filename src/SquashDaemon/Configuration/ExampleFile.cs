using System.Text;

namespace SquashDaemon.Configuration;

/// <summary>The example of a configuration: every key with its default, what may be written, and why.</summary>
internal static class ExampleFile
{
    private const int Columns = 100;

    /// <summary>Its text.</summary>
    public static string Text()
    {
        var text = new StringBuilder();
        Comment(text, "squashd.conf: every key, with its default. What is commented out holds as it stands here.");
        text.Append("#\n");
        Comment(text, "squashd reads /etc/squashd/squashd.conf as root, else ~/.config/squashd/squashd.conf "
            + "($XDG_CONFIG_HOME), or the file of --config; then the files squashd.conf.d/*.conf beside it in the "
            + "order of "
            + "their names; then environment variables such as SQUASHD__SPOOL__SETTLE=5s; then its options. What comes "
            + "later "
            + "holds. Try it with: squashd check. A running daemon reads it again on SIGHUP, all or nothing.");
        text.Append("#\n");
        Comment(text, "Durations are a number and ms, s, m, h or d; sizes a number and KiB, MiB, GiB or TiB (of 1024) or KB, "
            + "MB, GB or TB (of 1000). Paths are full; ~ and %h stand for the home folder, %% for a percent sign. "
            + "Comments "
            + "stand on lines of their own.");
        foreach (var section in SettingKeys.All.GroupBy(key => key.Section))
        {
            text.Append('\n').Append('[').Append(section.Key).Append("]\n");
            foreach (var key in section)
            {
                text.Append('\n');
                Comment(text, key.Text);
                Comment(text, $"Form: {key.Binding.Form}.{(key.IsFixed ? " A change needs a restart." : "")}");
                text.Append($"#{key.Name} = {key.Default}".TrimEnd()).Append('\n');
            }
        }
        return text.ToString();
    }

    private static void Comment(StringBuilder text, string words)
    {
        var line = "#";
        foreach (var word in words.Split(' '))
        {
            if (line.Length + 1 + word.Length > Columns)
            {
                text.Append(line).Append('\n');
                line = "#";
            }
            line += $" {word}";
        }
        text.Append(line).Append('\n');
    }
}
