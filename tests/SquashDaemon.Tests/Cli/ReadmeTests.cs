using System.Text.RegularExpressions;

namespace SquashDaemon.Tests.Cli;

/// <summary>README.md says what the program does.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "README.md"));
    private readonly TempFolder _folder = new();

    public ReadmeTests()
    {
        Squashd.Run("demo", _folder["demo.tar"]);
        Squashd.Run("squash", _folder["demo.tar"], "-o", _folder["flat.tar"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("squash", "demo.tar", "--force")]
    [InlineData("inspect", "demo.tar")]
    [InlineData("verify", "demo.tar", "flat.tar")]
    [InlineData("demo", "other.tar")]
    [InlineData("completion", "bash")]
    [InlineData("check", "--print-config", "--spool", "spool.tar")]
    [InlineData("check --example")]
    public void EveryMemberThatItNamesIsInTheDocument(string command, params string[] arguments)
    {
        var row = Regex.Match(Readme, $@"^\| `{command}` \| (`.*) \|$", RegexOptions.Multiline).Groups[1].Value;
        var members = Name().Matches(row).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(members);
        var (_, output, _) = Squashd.Run([
            .. command.Split(' '), .. arguments.Select(argument => argument.EndsWith(".tar", StringComparison.Ordinal) ? _folder[argument] : argument), "--json"]);
        Assert.All(members, member => Assert.Contains($"\"{member}\":", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("squash")]
    [InlineData("inspect")]
    [InlineData("run")]
    [InlineData("check")]
    public void EveryOptionOfTheHelpIsInItsTable(string command)
    {
        var table = Regex.Match(Readme, $@"^\| option of [^|]*`{command}`[^|]*\|.*?\n\n", RegexOptions.Multiline | RegexOptions.Singleline).Value;
        var options = Option().Matches(Squashd.Run(command, "--help").Output).Select(match => match.Value)
            .Except(["--help", "--json", "--quiet", "--verbose"]).ToList();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains($"`{option}", table, StringComparison.Ordinal));
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "SquashDaemon.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("(?<=^  (?:-[a-z], )?)--[a-z-]+", RegexOptions.Multiline)]
    private static partial Regex Option();
}
