using SquashDaemon.Configuration;
using SquashDaemon.Install;

namespace SquashDaemon.Tests.Install;

/// <summary>squashd install --user, against programs that stand for systemctl and loginctl and keep their state in files.</summary>
public sealed class UserInstallTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly UserPlaces _places;

    public UserInstallTests()
    {
        _places = new UserPlaces(_folder["home"], _folder["home/.config"]);
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(_folder["program"], "version 1");
        Fake("loginctl", $"""
            [ "$1" = show-user ] && [ -e {_folder["linger"]} ] && echo Linger=yes && exit
            [ "$2" = enable-linger ] && [ ! -e {_folder["denied"]} ] && touch {_folder["linger"]} {_folder["bus"]} && exit
            echo 'Access denied' >&2; exit 1
            """);
        Fake("systemctl", $"""
            [ -e {_folder["bus"]} ] || exit 1
            echo "$*" >> {_folder["calls"]}
            case "$2" in
            is-active) [ -e {_folder["active"]}-$3 ] ;;
            is-enabled) [ -e {_folder["enabled"]}-$3 ] ;;
            enable) touch {_folder["enabled"]}-$3 ;;
            disable) rm -f {_folder["enabled"]}-$4 {_folder["active"]}-$4 ;;
            start) touch {_folder["active"]}-$3 ;;
            esac
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ANewUserGetsEverythingAndItRuns()
    {
        var (runs, steps) = Install();
        Assert.True(runs);
        Assert.All(steps, step => Assert.Equal(StepKind.Done, step.Kind));
        Assert.Equal("version 1", File.ReadAllText(_places.Program));
        Assert.True(File.GetUnixFileMode(_places.Program).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(ExampleFile.Text(), File.ReadAllText(_places.Settings));
        Assert.Equal(UnitText.For(_places.Program), File.ReadAllText(_places.UnitFile));
        Assert.True(Directory.Exists(_folder["spool/inbox"]) && Directory.Exists(_folder["spool/outbox"]));
        Assert.True(Is("active") && Is("enabled") && File.Exists(_folder["linger"]));
    }

    [Fact]
    public void WhatLoadsFlatImagesIsThereAndNotEnabledAndKnowsTheOutbox()
    {
        var (_, steps) = Install();
        Assert.False(Is("active", UserPlaces.LoadPath) || Is("enabled", UserPlaces.LoadPath));
        Assert.Contains(steps, step => step.Advice.Any(line => line.EndsWith("enable --now squashd-load.path", StringComparison.Ordinal)));
        Assert.Contains(
            $"ExecStart=/bin/sh {_places.LoadScript} {_folder["spool/outbox"]}", File.ReadAllLines(_places.UnitFileOf(UserPlaces.LoadService)));
        Assert.Contains(
            $"PathExistsGlob={_folder["spool/outbox"]}/*.tar.json", File.ReadAllLines(_places.UnitFileOf(UserPlaces.LoadPath)));
        Assert.StartsWith("#!/bin/sh\n", File.ReadAllText(_places.LoadScript), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLoadsFlatImagesIsStartedAnewWhenItIsAnother()
    {
        Install();
        File.WriteAllText(_folder["active"] + $"-{UserPlaces.LoadPath}", "");
        Install();
        Assert.DoesNotContain("--user restart squashd-load.path", Calls());
        File.Delete(_places.LoadScript);
        Install();
        Assert.Contains("--user restart squashd-load.path", Calls());
        Uninstall();
        Assert.Contains("--user disable --now squashd-load.path", Calls());
        Assert.False(Is("active", UserPlaces.LoadPath));
    }

    [Fact]
    public void ASecondTimeChangesNothingAndInterruptsNothing()
    {
        Install();
        File.Delete(_folder["calls"]);
        var (runs, steps) = Install();
        Assert.True(runs);
        Assert.DoesNotContain(steps, step => step.Kind is StepKind.Forbidden or StepKind.Planned);
        Assert.Equal(["let systemd read its units again"], steps.Where(step => step.Kind == StepKind.Done).Select(step => step.Text));
        Assert.DoesNotContain(Calls(), call => call.Contains("start ", StringComparison.Ordinal));
    }

    [Fact]
    public void ANewerProgramReplacesTheOldOneAndIsStarted()
    {
        Install();
        File.WriteAllText(_folder["program"], "version 2");
        Install();
        Assert.Equal("version 2", File.ReadAllText(_places.Program));
        Assert.Contains("--user restart squashd.service", Calls());
    }

    [Fact]
    public void WhatSomebodyHasChangedStays()
    {
        Install();
        File.AppendAllText(_places.Settings, "[spool]\nsettle = 5s\n");
        File.AppendAllText(_places.UnitFile, "Nice=1\n");
        File.AppendAllText(_places.LoadScript, "# mine\n");
        var (settings, unit) = (File.ReadAllText(_places.Settings), File.ReadAllText(_places.UnitFile));
        var (_, steps) = Install();
        Assert.Equal(3, steps.Count(step => step.Kind == StepKind.Kept));
        Uninstall();
        Assert.Equal((settings, unit), (File.ReadAllText(_places.Settings), File.ReadAllText(_places.UnitFile)));
        Assert.EndsWith("# mine\n", File.ReadAllText(_places.LoadScript), StringComparison.Ordinal);
        Assert.False(File.Exists(_places.Program));
    }

    [Fact]
    public void AUnitOfAnOlderVersionIsReplaced()
    {
        Install();
        File.WriteAllText(_places.UnitFile, UnitText.For("/somewhere/else/squashd"));
        Install();
        Assert.Equal(UnitText.For(_places.Program), File.ReadAllText(_places.UnitFile));
        Assert.Contains("--user restart squashd.service", Calls());
    }

    [Fact]
    public void ADryRunSaysTheSameStepsAndTakesNone()
    {
        File.WriteAllText(_folder["bus"], "");
        var (_, planned) = Install(isDry: true);
        Assert.False(Directory.Exists(_folder["home"]));
        Assert.All(Calls(), call => Assert.Matches("show-environment|is-active|is-enabled", call));
        var (_, taken) = Install();
        Assert.Equal(taken.Select(step => step.Text), planned.Select(step => step.Text));
        Assert.All(planned, step => Assert.Equal(StepKind.Planned, step.Kind));
    }

    [Fact]
    public void WhereLingerIsForbiddenItRunsAllTheSameAndSaysWhomToAsk()
    {
        File.WriteAllText(_folder["denied"], "");
        File.WriteAllText(_folder["bus"], "");
        var (runs, steps) = Install();
        Assert.True(runs);
        var step = Assert.Single(steps, step => step.Kind == StepKind.Forbidden);
        Assert.Contains("Access denied", step.Text, StringComparison.Ordinal);
        Assert.Contains(step.Advice, line => line.Contains("loginctl enable-linger", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutASystemdOfTheUserItPrintsWhatCronNeeds()
    {
        File.WriteAllText(_folder["denied"], "");
        var (runs, steps) = Install();
        Assert.False(runs);
        Assert.Contains($"  @reboot {_places.Program} run --quiet", steps[^1].Advice);
        Assert.Contains($"  */5 * * * * {_places.Program} run --drain --quiet", steps[^1].Advice);
        Assert.True(File.Exists(_places.Program));
    }

    [Fact]
    public void AProgramThatLiesWhereTheSpoolGoesIsToldAndStays()
    {
        File.WriteAllText(_folder["spool"], "the program, as it was downloaded");
        var (runs, steps) = Install();
        Assert.False(runs);
        Assert.Equal(StepKind.Forbidden, steps[^1].Kind);
        Assert.Contains($"{_folder["spool"]} is a file", steps[^1].Text, StringComparison.Ordinal);
        Assert.Contains(steps[^1].Advice, line => line.Contains($"mv {_folder["spool"]} ", StringComparison.Ordinal));
        Assert.True(File.Exists(_folder["spool"]));
        File.Delete(_folder["spool"]);
        Assert.True(Install().Runs);
    }

    [Fact]
    public void UninstalledNothingIsLeftButTheImages()
    {
        Install();
        File.WriteAllText(_folder["spool/outbox/app.tar"], "");
        Uninstall();
        Assert.Empty(Directory.EnumerateFiles(_folder["home"], "*", SearchOption.AllDirectories));
        Assert.True(File.Exists(_folder["spool/outbox/app.tar"]));
        Assert.False(Is("active") || Is("enabled"));
    }

    [Fact]
    public void ItMustBeSaidForWhom()
    {
        Assert.Equal(2, Squashd.Run("install").Code);
        Assert.Equal(2, Squashd.Run("uninstall").Code);
    }

    private (bool Runs, List<Step> Steps) Install(bool isDry = false)
    {
        var steps = new List<Step>();
        var install = new UserInstall(_places, _folder["program"], Systemd(isDry), isDry);
        var runs = install.Run(() => SpoolFolders.Of(_folder["spool"]), steps.Add, CancellationToken.None);
        return (runs, steps);
    }

    private void Uninstall() =>
        new UserRemoval(_places, Systemd(isDry: false), isDry: false).Run(SpoolFolders.Of(_folder["spool"]), _ => { });

    private UserSystemd Systemd(bool isDry) => new(new OtherProgram(new Dictionary<string, string>(), _folder["bin"]), isDry);

    private bool Is(string state, string unit = UserPlaces.Unit) => File.Exists($"{_folder[state]}-{unit}");

    private string[] Calls() => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]) : [];

    private void Fake(string name, string script)
    {
        File.WriteAllText(_folder[$"bin/{name}"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder[$"bin/{name}"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
