using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Parsing;
using SquashDaemon.Configuration;
using SquashDaemon.Hosting;

namespace SquashDaemon.Tests.Hosting;

public sealed class LogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LogEventLevel.Fatal, "<2>")]
    [InlineData(LogEventLevel.Error, "<3>")]
    [InlineData(LogEventLevel.Warning, "<4>")]
    [InlineData(LogEventLevel.Information, "<6>")]
    [InlineData(LogEventLevel.Debug, "<7>")]
    [InlineData(LogEventLevel.Verbose, "<7>")]
    public void TheJournalHasPrioritiesAndNoTime(LogEventLevel level, string priority) =>
        Assert.Equal($"{priority}app.tar is done\n", Format(new JournalFormatter(), Event(level, "app.tar", null)));

    [Theory]
    [InlineData("a\n<2>forged")]
    [InlineData("a\r<2>forged")]
    [InlineData("a\u001b[2Jforged")]
    [InlineData("a\u202eforged")]
    [InlineData("a\u2028forged")]
    [InlineData("a\u0085forged")]
    public void NoNameForgesALine(string name)
    {
        var journal = Format(new JournalFormatter(), Event(LogEventLevel.Error, name, new IOException(name)));
        Assert.Single(journal, char.IsControl);
        Assert.EndsWith("\n", journal, StringComparison.Ordinal);
        var plain = Format(new PlainFormatter(), Event(LogEventLevel.Error, name, new IOException(name)));
        Assert.All(plain.TrimEnd('\n').Split('\n').Skip(1), line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(plain.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
    }

    [Fact]
    public void PlainLinesHaveTimeLevelAndMessage() => Assert.Equal(
        "2026-02-03T04:05:06+00:00 WRN app.tar is done\n",
        Format(new PlainFormatter(), Event(LogEventLevel.Warning, "app.tar", null)));

    [Fact]
    public void TheFilesStaySmallAndFew()
    {
        var settings = Settings(new LoggingSettings { FileBytes = 4096, Files = 3 });
        using (var log = Open(settings, LogLevel.Information))
        {
            for (var line = 0; line < 1000; line++)
                log.Information("line {Number} of a log that does not end", line);
        }
        var files = new DirectoryInfo(_folder["log"]).GetFiles();
        Assert.Equal(3, files.Length);
        // The line that fills a file is its last.
        Assert.All(files, file => Assert.InRange(file.Length, 1, 4096 + 100));
        Assert.Contains(files, file => File.ReadAllText(file.FullName).Contains("line 999", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LogLevel.Debug, true, true)]
    [InlineData(LogLevel.Information, false, true)]
    [InlineData(LogLevel.Warning, false, false)]
    public void TheLevelDecides(LogLevel level, bool hasDebug, bool hasInformation)
    {
        using (var log = Open(Settings(new LoggingSettings()), level))
        {
            log.Debug("small");
            log.Information("middling");
            log.Error("large");
        }
        var text = File.ReadAllText(_folder["log/squashd.log"]);
        Assert.Equal((hasDebug, hasInformation, true), (
            text.Contains("small", StringComparison.Ordinal), text.Contains("middling", StringComparison.Ordinal),
            text.Contains("large", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("JOURNAL_STREAM=$(stat -Lc %d:%i $HOME/err)", true)]
    [InlineData("JOURNAL_STREAM=1:1", false)]
    [InlineData("JOURNAL_STREAM=", false)]
    public void OnlyAStreamThatIsTheJournalGetsItsForm(string variable, bool isJournal)
    {
        using var home = new DaemonHome();
        var shell = $": > $HOME/err; {variable} exec \"$0\" \"$@\" 2>> $HOME/err";
        Assert.Equal(0, DaemonHome.End(home.Start(shell, "run", "--drain")).Code);
        var lines = File.ReadAllLines(home["err"]);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(isJournal, line.StartsWith("<6>", StringComparison.Ordinal)));
        Assert.DoesNotContain("<6>", home.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder", ": Permission denied")]
    [InlineData("file/squashd.log", ": the target file could not be opened or created")]
    public void ALogThatCannotBeWrittenSaysSoOnceAndHarmsNothing(string log, string why)
    {
        using var home = new DaemonHome();
        Directory.CreateDirectory(home["squashd/inbox"]);
        Directory.CreateDirectory(home["folder"]);
        File.WriteAllText(home["file"], "");
        Squashd.Run("demo", home["squashd/inbox/demo.tar"]);
        var (code, _, error) = home.Run(
            "run", "--drain", "--set", $"logging.file={home[log]}", "--set", "spool.settle=0s");
        Assert.Equal(0, code);
        Assert.Equal(
            $"squashd: logging: cannot write {home[log]}{why}",
            Assert.Single(error.Split('\n'), line => line.StartsWith("squashd:", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.True(File.Exists(home["squashd/outbox/demo.tar"]));
    }

    [Fact]
    public void TwoMayWriteOneFile()
    {
        const int count = 500;
        var settings = Settings(new LoggingSettings());
        using (var one = Open(settings, LogLevel.Information))
        using (var other = Open(settings, LogLevel.Information))
        {
            for (var line = 0; line < count; line++)
            {
                one.Information("one {Number}", line);
                other.Information("the other {Number}", line);
            }
        }
        var lines = File.ReadAllLines(_folder["log/squashd.log"]).Select(line => line[(line.IndexOf("INF ", StringComparison.Ordinal) + 4)..]);
        Assert.Equal(Enumerable.Range(0, count).SelectMany(number => new[] { $"one {number}", $"the other {number}" }), lines);
    }

    [Theory]
    [InlineData("2> /dev/full")]
    [InlineData("> /dev/full", "--json")]
    public void AStreamThatCannotBeWrittenHarmsNothing(string redirection, params string[] options)
    {
        using var home = new DaemonHome();
        Directory.CreateDirectory(home["squashd/inbox"]);
        Squashd.Run("demo", home["squashd/inbox/demo.tar"]);
        var shell = $"exec \"$0\" \"$@\" {redirection}";
        Assert.Equal(0, DaemonHome.End(home.Start(shell, ["run", "--drain", .. options])).Code);
        Assert.True(File.Exists(home["squashd/outbox/demo.tar"]));
        var daemon = home.Start(shell, ["run", .. options]);
        Squashd.Run("demo", home["squashd/inbox/second.tar"]);
        Squashd.WaitUntil(() => File.Exists(home["squashd/done/second.tar"]), "it is done");
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    [Fact]
    public void QuietMeansErrorsOnly()
    {
        using var home = new DaemonHome();
        Assert.Equal("", home.Run("run", "--drain", "--quiet").Error);
        Assert.Contains("Drop image archives", home.Log, StringComparison.Ordinal);
    }

    private static string Format(Serilog.Formatting.ITextFormatter formatter, LogEvent logEvent)
    {
        using var text = new StringWriter();
        formatter.Format(logEvent, text);
        return text.ToString();
    }

    private static LogEvent Event(LogEventLevel level, string name, Exception? error) => new(
        new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), level, error,
        new MessageTemplateParser().Parse("{Name} is done"), [new LogEventProperty("Name", new ScalarValue(name))]);

    private static Logger Open(DaemonSettings settings, LogLevel level) =>
        DaemonLog.Open(settings, new LoggingLevelSwitch(LevelConvert.ToSerilogLevel(level)), isQuiet: true);

    private DaemonSettings Settings(LoggingSettings logging) => new(new SpoolSettings(SpoolFolders.Of(_folder.Path)))
    {
        Logging = logging with { File = _folder["log/squashd.log"] },
    };
}
