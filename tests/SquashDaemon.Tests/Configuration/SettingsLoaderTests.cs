using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<GivenValue> _options = [];

    private string Main => _folder["squashd.conf"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutAnythingTheDefaultsHold()
    {
        Write(Main, "");
        var settings = Load().Settings;
        Assert.Equal(Path.Combine(Places.Home, "squashd", "inbox"), settings.Spool.Folders.Inbox);
        Assert.Equal(settings.Spool.Folders.Work, settings.ScratchFolder);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Spool.Settle);
    }

    [Fact]
    public void WhatComesLaterHolds()
    {
        Write(Main, "[limits]\nworkers = 2\n[retry]\nattempts = 2\nshort_retries = 2\nmax_crashes = 2\n[logging]\nfiles = 2\n");
        Write(_folder["squashd.conf.d/20.conf"], "[retry]\nattempts = 4\nshort_retries = 4\nmax_crashes = 4\n");
        Write(_folder["squashd.conf.d/10.conf"], "[limits]\nworkers = 3\n[retry]\nattempts = 3\nshort_retries = 3\nmax_crashes = 3\n");
        Write(_folder["squashd.conf.d/30.conf.off"], "[limits]\nworkers = 9\n");
        Write(_folder["squashd.conf.d/.40.conf"], "[limits]\nworkers = 9\n");
        _environment["SQUASHD__RETRY__SHORT_RETRIES"] = "5";
        _environment["SQUASHD__Retry__Max_Crashes"] = "5";
        _options.Add(new GivenValue("retry", "max_crashes", "6", new SettingPlace("--set")));
        var loaded = Load();
        Assert.Empty(loaded.Mistakes);
        Assert.Equal(
            (2, 3, 4, 5, 6),
            (loaded.Settings.Logging.Files, loaded.Settings.Limits.Workers, loaded.Settings.Retry.Attempts,
                loaded.Settings.Retry.ShortRetries, loaded.Settings.Retry.MaxCrashes));
        Assert.Equal([Main, _folder["squashd.conf.d/10.conf"], _folder["squashd.conf.d/20.conf"]], loaded.Files);
        Assert.Equal($"{Main}:8", Origin(loaded, "[logging] files"));
        Assert.Equal($"{_folder["squashd.conf.d/20.conf"]}:2", Origin(loaded, "[retry] attempts"));
        Assert.Equal("environment variable SQUASHD__RETRY__SHORT_RETRIES", Origin(loaded, "[retry] short_retries"));
        Assert.Equal("--set", Origin(loaded, "[retry] max_crashes"));
    }

    [Fact]
    public void EveryMistakeIsToldAtOnceInTheOrderOfTheirLines()
    {
        Write(Main, "[spool]\nsetle = 2s\nnothing\nrescan = never\n[retri]\ndelay = 1s\n");
        Write(_folder["squashd.conf.d/10.conf"], "[limits]\nworkers = 0\n");
        _environment["SQUASHD__LIMITS__MEMORY"] = "lots";
        _environment["SQUASHD__WORKERS"] = "2";
        _options.Add(new GivenValue("hooks", "timeout", "1ms", new SettingPlace("--set")));
        var mistakes = Load().Mistakes.Select(mistake => mistake.ToString()).ToArray();
        Assert.Equal(
            [
                $"{Main}:2", $"{Main}:3", $"{Main}:4", $"{Main}:6", $"{_folder["squashd.conf.d/10.conf"]}:2",
                "environment variable SQUASHD__LIMITS__MEMORY", "environment variable SQUASHD__WORKERS", "--set",
            ],
            mistakes.Select(mistake => mistake[..mistake.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.Contains("did you mean [spool] settle?", mistakes[0], StringComparison.Ordinal);
        Assert.Contains("did you mean [retry] delay?", mistakes[3], StringComparison.Ordinal);
        Assert.Contains("did you mean [limits] workers?", mistakes[6], StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongValueIsAMistakeAlsoWhereAnotherHolds()
    {
        Write(Main, "[limits]\nworkers = 0\n");
        _environment["SQUASHD__LIMITS__WORKERS"] = "2";
        Assert.Equal(2, Assert.Single(Load().Mistakes).Place.Line);
    }

    [Fact]
    public void FoldersFollowTheRootUnlessTheyAreSetApartInWhateverOrder()
    {
        Write(Main, "[spool]\noutbox = /srv/out\nroot = /var/spool/squashd\n");
        var folders = Load().Settings.Spool.Folders;
        Assert.Equal(("/var/spool/squashd/inbox", "/srv/out"), (folders.Inbox, folders.Outbox));
    }

    [Theory]
    [InlineData("[spool]\noutbox = ~/squashd/inbox\n", 2, "inbox and outbox are both")]
    [InlineData("[spool]\nroot = /srv\nwork = /srv/done/\n", 3, "done and work are both")]
    [InlineData("[retry]\ndelay = 2h\n", 2, "longer than max_delay")]
    [InlineData("[retry]\nmax_delay = 1s\n", 2, "longer than max_delay")]
    public void ValuesThatDoNotGoTogetherAreAMistake(string text, int line, string says)
    {
        Write(Main, text);
        var mistake = Assert.Single(Load().Mistakes);
        Assert.Equal(line, mistake.Place.Line);
        Assert.Contains(says, mistake.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNotThereIsAMistake() =>
        Assert.Contains("does not exist", Assert.Single(Load().Mistakes).Text, StringComparison.Ordinal);

    [Fact]
    public void AFileThatCannotBeReadIsAMistake()
    {
        Directory.CreateDirectory(Main);
        Assert.Contains("cannot be read", Assert.Single(Load().Mistakes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoConfigurationIsNotReadToItsEnd()
    {
        using (var large = File.Create(Main))
            large.SetLength(1L << 40);
        Assert.Contains("larger than 1 MiB", Assert.Single(Load().Mistakes).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[spool]\nsettle = 2s # short\n", "a comment must stand on a line of its own")]
    [InlineData("[squash]\nmessage = a\u001b[31mb\n", "without control characters")]
    public void AMistakeSaysWhatToDo(string text, string says)
    {
        Write(Main, text);
        var mistake = Assert.Single(Load().Mistakes).ToString();
        Assert.Contains(says, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(mistake, char.IsControl);
    }

    private static string Origin(LoadedSettings loaded, string name) =>
        loaded.Origins.Single(origin => origin.Key.FullName == name).Value.ToString();

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private LoadedSettings Load() => new SettingsLoader(new ConfigurationFiles(Main), _environment, _options).Load();
}
