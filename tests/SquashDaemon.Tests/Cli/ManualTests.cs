using System.Text.RegularExpressions;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Cli;

/// <summary>The manual pages say what the program does.</summary>
public sealed partial class ManualTests
{
    public static TheoryData<string> Commands =>
        [.. Command().Matches(Squashd.Run("--help").Output.Split("Commands:")[1]).Select(match => match.Value)];

    [Fact]
    public void EveryCommandAndItsOptionsStandInThePageOfTheProgram()
    {
        var page = Page("squashd.1.scd");
        Assert.True(Commands.Count > 8, "the help lists its commands");
        foreach (var command in Commands.Select(row => row.Data))
        {
            Assert.Contains($"\n*squashd {command}*", page, StringComparison.Ordinal);
            var options = Option().Matches(Squashd.Run(command, "--help").Output).Select(match => match.Value).ToList();
            Assert.NotEmpty(options);
            Assert.All(options, option => Assert.Matches($@"(?m)^(\*[^\n]*, )?\*{option}\*", page));
        }
    }

    [Fact]
    public void EveryKeyStandsInThePageOfTheConfigurationAsTheExampleHasIt()
    {
        var page = Words(Page("squashd.conf.5.scd"));
        foreach (var section in SettingKeys.All.GroupBy(key => key.Section))
        {
            var text = page[page.IndexOf($"# [{section.Key}] ", StringComparison.Ordinal)..];
            foreach (var key in section)
            {
                var entry = $"*{key.Name}* = {key.Default}".TrimEnd();
                var fixedText = key.IsFixed ? " A change needs a restart." : "";
                Assert.Contains($"{entry} {key.Text} Form: {key.Binding.Form}.{fixedText}", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void ThePagesAreWithoutFault()
    {
        Need.Programs("scdoc", "mandoc");
        using var folder = new TempFolder();
        var (code, output, error) = Squashd.Shell(
            folder.Path, $"{Path.Combine(Root(AppContext.BaseDirectory), "packaging", "build-man.sh")} man && mandoc -T lint man/*");
        Assert.Equal(("", ""), (output, error));
        Assert.Equal(0, code);
        Assert.Equal(["squashd-array.1", "squashd-spool.7", "squashd.1", "squashd.conf.5"], folder.Files("man"));
        // scdoc loses a dot that begins a line.
        Assert.All(folder.Files("man"), page => Assert.DoesNotMatch(@"(?m)^\.\w", Page($"{page}.scd")));
    }

    /// <summary>Without escapes and line breaks.</summary>
    private static string Words(string page) => Blank().Replace(page.Replace("\\", "", StringComparison.Ordinal), " ");

    private static string Page(string name) =>
        File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "packaging", "man", name));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "SquashDaemon.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"(?<=^  )[a-z]+", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("(?<=^  (?:-[a-z?], )*)--[a-z-]+", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
