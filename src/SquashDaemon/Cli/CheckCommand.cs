using System.CommandLine;
using System.Text.Json;
using SquashDaemon.Checks;
using SquashDaemon.Configuration;

namespace SquashDaemon.Cli;

/// <summary><c>squashd check</c>: whether the daemon could work, and what to mend.</summary>
internal static class CheckCommand
{
    private const string DefaultOrigin = "default";

    private static readonly Option<bool> PrintConfig = new("--print-config")
    {
        Description = "Print every key with the value that holds, and where it was given",
    };

    private static readonly Option<bool> Example = new("--example")
    {
        Description = "Print an example configuration that explains every key, and check nothing",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("check", "Check configuration, folders and system, and say what to mend")
        {
            PrintConfig, Example,
        };
        ConfigurationOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        return Failure.Guard(new Report(verbosity), "the check", _ =>
        {
            if (parsed.GetValue(Example))
            {
                var example = ExampleFile.Text();
                Console.Out.Write(verbosity.IsJson
                    ? $"{JsonSerializer.Serialize(new ExampleDocument(example), CliJson.Default.ExampleDocument)}\n"
                    : example);
                return ExitCode.Done;
            }
            var loaded = ConfigurationOptions.Loader(parsed, verbosity.IsVerbose).Load();
            var findings = Find(loaded);
            var exitCode = CodeOf(findings);
            IReadOnlyList<SettingDocument>? settings = parsed.GetValue(PrintConfig) && loaded.Mistakes.Count == 0
                ? [.. SettingKeys.All.Select(key => Document(loaded, key))]
                : null;
            if (verbosity.IsJson)
            {
                var document = new CheckDocument(
                    exitCode, [.. findings.Select(Document)], settings);
                Console.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Default.CheckDocument));
                return exitCode;
            }
            Print(settings ?? []);
            // What was asked for stands on standard output alone, so that it can be kept as a file.
            var output = settings is null ? Console.Out : Console.Error;
            foreach (var found in findings.Where(found => !verbosity.IsQuiet || found.Kind != FindingKind.Fine))
                output.WriteLine($"{Word(found.Kind),-10} {found}");
            return exitCode;
        });
    }

    private static FindingDocument Document(Finding found) => new(Word(found.Kind), found.Subject, found.Text, found.Fix);

    private static SettingDocument Document(LoadedSettings loaded, SettingKey key) => new(
        key.Section, key.Name, key.Binding.Read(loaded.Settings),
        loaded.Origins.TryGetValue(key, out var place) ? place.ToString() : DefaultOrigin);

    private static IReadOnlyList<Finding> Find(LoadedSettings loaded)
    {
        if (loaded.Mistakes.Count > 0)
        {
            return
            [
                .. loaded.Mistakes.Select(mistake =>
                    new Finding(FindingKind.Fault, mistake.Place.ToString(), mistake.Text, null)),
            ];
        }
        var files = loaded.Files.Count == 0
            ? "no file, the defaults hold"
            : string.Join(", ", loaded.Files.Select(Squash.Text.Printable.Text));
        return
        [
            Finding.Fine("configuration", files),
            .. new FolderChecks(loaded.Settings).Find(),
            .. new ProcessChecks(loaded.Settings).Find(),
        ];
    }

    private static int CodeOf(IReadOnlyList<Finding> findings) => findings.Max(found => found.Kind) switch
    {
        FindingKind.Fault => ExitCode.Configuration,
        FindingKind.NoPermission => ExitCode.Permission,
        _ => ExitCode.Done,
    };

    private static void Print(IReadOnlyList<SettingDocument> settings)
    {
        foreach (var section in settings.GroupBy(setting => setting.Section))
        {
            Console.Out.WriteLine($"[{section.Key}]");
            foreach (var setting in section)
            {
                if (setting.Origin != DefaultOrigin)
                    Console.Out.WriteLine($"# {setting.Origin}");
                Console.Out.WriteLine($"{setting.Key} = {setting.Value}".TrimEnd());
            }
        }
    }

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.Fine => "ok",
        FindingKind.Warning => "warning",
        FindingKind.NoPermission => "permission",
        _ => "fault",
    };
}
