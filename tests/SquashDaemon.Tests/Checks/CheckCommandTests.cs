using System.Text.Json;
using SquashDaemon.Tests.Hosting;

namespace SquashDaemon.Tests.Checks;

/// <summary><c>squashd check</c> as a process.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly DaemonHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void AFreshHomeIsFineAndStaysAsItWas()
    {
        _home.Configure("");
        var (code, output, error) = Check();
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("can be made", output, StringComparison.Ordinal);
        Assert.Equal(["squashd.conf"], Directory.GetFileSystemEntries(_home["."]).Select(Path.GetFileName));
    }

    [Fact]
    public void WhatARunHasMadeIsFineToo()
    {
        _home.Configure("");
        Assert.Equal(0, _home.Run("run", "--drain", "-c", _home.Configuration).Code);
        var (code, output, _) = Check();
        Assert.Equal(0, code);
        Assert.DoesNotContain("can be made", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home["squashd"], ".squashd-check*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Fact]
    public void EveryMistakeOfTheConfigurationIsAFault()
    {
        _home.Configure("[spool]\nsetle = 1s\nrescan = 0s\n");
        var (code, output, _) = Check();
        Assert.Equal(78, code);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("fault ", StringComparison.Ordinal)));
        Assert.Contains("squashd.conf:2: there is no key [spool] setle; did you mean [spool] settle?", output, StringComparison.Ordinal);
        Assert.Equal(78, _home.Run("run", "-c", _home.Configuration).Code);
    }

    [Fact]
    public void AFolderOnAnotherFileSystemIsAFaultForTheCheckAndForTheRun()
    {
        const string Other = "/dev/shm";
        Need.That(Directory.Exists(Other), "there is no second file system");
        var folder = Directory.CreateDirectory(Path.Combine(Other, Path.GetFileName(_home["."].TrimEnd('.', '/')))).FullName;
        try
        {
            _home.Configure($"[spool]\nfailed = {folder}\n");
            var (code, output, _) = Check("--quiet");
            Assert.Equal(78, code);
            Assert.Contains("fault      [spool] failed:", output, StringComparison.Ordinal);
            Assert.Contains("set [spool] failed to a folder on the inbox's file system", output, StringComparison.Ordinal);
            Assert.Equal(78, _home.Run("run", "-c", _home.Configuration).Code);
            _home.Configure($"[spool]\noutbox = {folder}\n");
            Assert.Equal(0, Check().Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AFolderThatMayNotBeWrittenIsAQuestionOfPermission()
    {
        // Not even root makes a folder there.
        _home.Configure("[spool]\noutbox = /sys/squashd\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(77, code);
        Assert.StartsWith("permission [spool] outbox:", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/sys/squashd"));
    }

    [Fact]
    public void AFileInPlaceOfAFolderIsAFault()
    {
        File.WriteAllText(_home["squashd"], "a file");
        _home.Configure("");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(78, code);
        Assert.Contains("is not a folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheCheckSaysCanBeMadeTheRunMakes()
    {
        _home.Configure($"[squash]\nscratch = {_home["a/scratch"]}\n[metrics]\ntextfile = {_home["b/metrics/squashd.prom"]}\n");
        Assert.Contains("scratch does not exist yet and can be made", Check().Output, StringComparison.Ordinal);
        Assert.Equal(0, _home.Run("run", "--drain", "-c", _home.Configuration).Code);
        Assert.True(Directory.Exists(_home["a/scratch"]));
        Assert.True(File.Exists(_home["b/metrics/squashd.prom"]));
        Assert.DoesNotContain("can be made", Check().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderInPlaceOfTheTextFileIsAFault()
    {
        Directory.CreateDirectory(_home["metrics/squashd.prom"]);
        _home.Configure($"[metrics]\ntextfile = {_home["metrics/squashd.prom"]}\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(78, code);
        Assert.Contains("[metrics] textfile:", output, StringComparison.Ordinal);
        Assert.Contains("squashd.prom is a folder", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-3")]
    public void ALayerThatCannotBeIsAFaultForTheCheckAndForTheRun(string layer)
    {
        _home.Configure($"[spool]\nsettle = 1s\n[squash]\nfrom_layer = {layer}\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(78, code);
        Assert.Contains($"squashd.conf:4: [squash] from_layer = {layer}: the value must be", output, StringComparison.Ordinal);
        var (ran, _, error) = _home.Run("run", "--drain", "-c", _home.Configuration);
        Assert.Equal(78, ran);
        Assert.Contains($"squashd.conf:4: [squash] from_layer = {layer}: the value must be", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", "out")]
    [InlineData("real/missing/inbox", "link/missing/inbox")]
    public void TwoFoldersThatAreOneBehindALinkAreAFault(string inbox, string outbox)
    {
        Directory.CreateDirectory(_home["drop"]);
        Directory.CreateDirectory(_home["real"]);
        File.CreateSymbolicLink(_home["out"], "drop");
        File.CreateSymbolicLink(_home["link"], _home["real"]);
        _home.Configure($"[spool]\ninbox = {_home[inbox]}\noutbox = {_home[outbox]}\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(78, code);
        Assert.Contains("squashd.conf:3: [spool] inbox and outbox are one folder", output, StringComparison.Ordinal);
        Assert.Equal(78, _home.Run("run", "--drain", "-c", _home.Configuration).Code);
    }

    [Fact]
    public void FoldersBehindOneLinkAreNotOne()
    {
        Directory.CreateDirectory(_home["real"]);
        File.CreateSymbolicLink(_home["squashd"], "real");
        _home.Configure("");
        Assert.Equal(0, Check().Code);
    }

    [Theory]
    [InlineData("/nonexistent/hook", "does not exist")]
    [InlineData("/etc/passwd", "is no program")]
    public void AHookThatCannotRunIsAFault(string path, string says)
    {
        _home.Configure($"[hooks]\non_failed = {path}\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(78, code);
        Assert.Contains($"[hooks] on_failed: {path} {says}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chmod 1733 $HOME/squashd/inbox", "", false)]
    [InlineData("chmod 0777 $HOME/squashd/inbox", "chmod 1733", true)]
    [InlineData("chmod 2775 $HOME/squashd/inbox", "its group may write there", true)]
    [InlineData("chmod 3775 $HOME/squashd/inbox", "", false)]
    [InlineData("umask 0000", "umask 077", true)]
    [InlineData("umask 0027", "", false)]
    public void WhatOthersMayDoIsWarnedOf(string before, string says, bool isWarned)
    {
        Directory.CreateDirectory(_home["squashd/inbox"]);
        var (code, output, _) = DaemonHome.End(_home.Start($"{before}; exec \"$0\" \"$@\"", "check", "--quiet"));
        Assert.Equal(0, code);
        Assert.Equal(isWarned, output.Contains("warning ", StringComparison.Ordinal));
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inotify_init1:error=EMFILE", "every 10s only; raise it: sysctl fs.inotify.max_user_instances")]
    [InlineData("inotify_add_watch:error=ENOSPC", "every 10s only; raise it: sysctl fs.inotify.max_user_watches")]
    [InlineData("fcntl:error=EINVAL", "rename finished files into the inbox")]
    public void WhatTheKernelDoesNotGiveIsWarnedOfWithItsRemedy(string injection, string remedy)
    {
        Need.Programs("strace");
        var call = injection[..injection.IndexOf(':', StringComparison.Ordinal)];
        // The probe is named after the process, which keeps its number with -D; the runtime makes fcntl calls of its own.
        var path = call == "fcntl" ? "-P $HOME/squashd/inbox/.squashd-check-$$" : "";
        var shell = $"exec strace -D -f -qq -o /dev/null {path} -e trace={call} -e inject={injection} \"$0\" \"$@\"";
        var (code, output, _) = DaemonHome.End(_home.Start(shell, "check", "--quiet"));
        Assert.Equal(0, code);
        Assert.StartsWith("warning ", output, StringComparison.Ordinal);
        Assert.Contains(remedy, output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheReserveIsComparedWithTheRoom()
    {
        _home.Configure("[limits]\nmin_free = 1PiB\n");
        var (code, output, _) = Check("--quiet");
        Assert.Equal(0, code);
        Assert.Contains("[limits] min_free is 1PiB", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePrintedConfigurationNamesOriginsAndIsOneItself()
    {
        _home.Configure("[spool]\nsettle = 90s\n[squash]\nmessage = made flat\n");
        _home.Environment["SQUASHD__LIMITS__WORKERS"] = "3";
        var (code, output, _) = Check("--print-config", "--set", "retry.attempts=7", "--inbox", "dro%p");
        Assert.Equal(0, code);
        Assert.Contains($"# {_home.Configuration}:2\nsettle = 90s\n", output, StringComparison.Ordinal);
        Assert.Contains("# environment variable SQUASHD__LIMITS__WORKERS\nworkers = 3\n", output, StringComparison.Ordinal);
        Assert.Contains("# --set\nattempts = 7\n", output, StringComparison.Ordinal);
        Assert.Contains($"# --inbox\ninbox = {Path.GetFullPath("dro%%p")}\n", output, StringComparison.Ordinal);
        Assert.Contains("\nrescan = 1m\n", output, StringComparison.Ordinal);
        _home.Environment.Clear();
        _home.Configure(output);
        Assert.Equal(Values(output), Values(Check("--print-config").Output));
    }

    [Fact]
    public void TheDocumentSaysTheSame()
    {
        _home.Configure("[hooks]\non_done = /nonexistent/hook\n");
        var (code, output, _) = Check("--json", "--print-config");
        Assert.Equal(78, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(78, document.RootElement.GetProperty("exit_code").GetInt32());
        var fault = document.RootElement.GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("kind").GetString() == "fault");
        Assert.Equal("[hooks] on_done", fault.GetProperty("subject").GetString());
        Assert.False(string.IsNullOrEmpty(fault.GetProperty("fix").GetString()));
        var setting = document.RootElement.GetProperty("settings").EnumerateArray().Single(setting => setting.GetProperty("key").GetString() == "on_done");
        Assert.Equal($"{_home.Configuration}:2", setting.GetProperty("origin").GetString());
    }

    [Fact]
    public void TheExampleIsAConfiguration()
    {
        _home.Configure(_home.Run("check", "--example").Output);
        Assert.Equal(0, Check().Code);
    }

    [Fact]
    public void TheExampleIsADocumentToo()
    {
        using var document = JsonDocument.Parse(_home.Run("check", "--example", "--json").Output);
        Assert.Equal(_home.Run("check", "--example").Output, document.RootElement.GetProperty("example").GetString());
    }

    private static string[] Values(string configuration) =>
        [.. configuration.Split('\n').Where(line => !line.StartsWith('#'))];

    private (int Code, string Output, string Error) Check(params string[] arguments) =>
        _home.Run(["check", "-c", _home.Configuration, .. arguments]);
}
