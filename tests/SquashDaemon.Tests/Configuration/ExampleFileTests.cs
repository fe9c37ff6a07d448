using System.Text.RegularExpressions;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

/// <summary><c>squashd.conf.example</c> at the top level.</summary>
public sealed class ExampleFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static string Example => File.ReadAllText(Path.Combine(Top, "squashd.conf.example"));

    private static string Top
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "SquashDaemon.sln")))
                folder = folder.Parent ?? throw new DirectoryNotFoundException("the sources are not above the tests");
            return folder.FullName;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsWhatTheProgramPrints() => Assert.Equal(ExampleFile.Text(), Example);

    [Fact]
    public void AsItStandsItChangesNothing()
    {
        var loaded = Load(Example);
        Assert.Empty(loaded.Mistakes);
        Assert.Empty(loaded.Origins);
    }

    [Fact]
    public void UncommentedItGivesEveryKeyItsTrueDefaultAndNothingElse()
    {
        // The state folder's default follows the environment, which the example cannot know.
        var example = Regex.Replace(Example, "^#(?=[a-z])", "", RegexOptions.Multiline)
            .Replace("~/.local/state/squashd", Places.State, StringComparison.Ordinal);
        var loaded = Load(example);
        Assert.Empty(loaded.Mistakes);
        Assert.Equal(SettingKeys.All.Select(key => key.FullName).Order(), loaded.Origins.Keys.Select(key => key.FullName).Order());
        var defaults = Load("").Settings;
        Assert.All(SettingKeys.All, key => Assert.Equal(key.Binding.Read(defaults), key.Binding.Read(loaded.Settings)));
    }

    private LoadedSettings Load(string text)
    {
        File.WriteAllText(_folder["squashd.conf"], text);
        return new SettingsLoader(new ConfigurationFiles(_folder["squashd.conf"]), new Dictionary<string, string>(), []).Load();
    }
}
