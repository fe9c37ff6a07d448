using System.CommandLine;
using SquashDaemon.Configuration;

namespace SquashDaemon.Cli;

/// <summary>The options of the commands that read the configuration; they hold before every file.</summary>
internal static class ConfigurationOptions
{
    private static readonly Option<string?> File = new("--config", "-c")
    {
        Description = "The configuration, instead of /etc/squashd/squashd.conf (root) or ~/.config/squashd/squashd.conf",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Inbox = new("--inbox")
    {
        Description = "Where archives are dropped; by default ~/squashd/inbox",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Outbox = new("--outbox")
    {
        Description = "Where flat archives appear; by default ~/squashd/outbox",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Root = new("--spool")
    {
        Description = "Where done, failed and work are; by default the folder that the inbox is in",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Any key of the configuration, such as spool.settle=5s; may be repeated",
        HelpName = "SECTION.KEY=VALUE",
    };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { File, Inbox, Outbox, Root, Set })
            command.Add(option);
    }

    /// <summary>What reads the configuration as the command line says.</summary>
    public static SettingsLoader Loader(ParseResult parsed, bool isVerbose)
    {
        var file = parsed.GetValue(File) is { } name ? Path.GetFullPath(name) : null;
        // Found out once: a later reading must not follow a change of the working folder.
        List<GivenValue> given = [.. Folders(parsed)];
        if (isVerbose)
            given.Insert(0, new GivenValue("logging", "level", "debug", new SettingPlace("--verbose")));
        given.AddRange((parsed.GetValue(Set) ?? []).Select(Assignment));
        return new SettingsLoader(new ConfigurationFiles(file), SettingsLoader.ProcessEnvironment, given);
    }

    /// <summary>The settings that are read, or every mistake in them.</summary>
    public static LoadedSettings Load(SettingsLoader loader)
    {
        var loaded = loader.Load();
        return loaded.Mistakes.Count == 0
            ? loaded
            : throw new UserError(ExitCode.Configuration, string.Join('\n', loaded.Mistakes));
    }

    private static IEnumerable<GivenValue> Folders(ParseResult parsed)
    {
        var inbox = parsed.GetValue(Inbox);
        // The folders that share a file system with the inbox are beside it, wherever it is.
        if (parsed.GetValue(Root) is { } root)
            yield return Folder("root", root, "--spool");
        else if (inbox is not null && Path.GetDirectoryName(Path.GetFullPath(inbox)) is { } parent)
            yield return Folder("root", parent, "--inbox");
        if (inbox is not null)
            yield return Folder("inbox", inbox, "--inbox");
        if (parsed.GetValue(Outbox) is { } outbox)
            yield return Folder("outbox", outbox, "--outbox");
    }

    private static GivenValue Folder(string name, string path, string option) =>
        new("spool", name, PathText.Show(Path.GetFullPath(path)), new SettingPlace(option));

    private static GivenValue Assignment(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && equals > dot
            ? new GivenValue(
                text[..dot].Trim(), text[(dot + 1)..equals].Trim(), text[(equals + 1)..].Trim(), new SettingPlace("--set"))
            : throw new UserError(
                ExitCode.Usage, $"--set {Squash.Text.Printable.Text(text)} is not understood; write SECTION.KEY=VALUE");
    }
}
