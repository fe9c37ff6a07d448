using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

public sealed class LoadSurveyTests : IDisposable
{
    private const string Full = "writing blob: adding layer with blob \"sha256:b8\": write /bin/busybox: no space left on device exit status 1";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Error: stat /o/a.tar: no such file or directory\n", "Error: stat /o/a.tar: no such file or directory")]
    [InlineData("open /o/a.tar: permission denied", "open /o/a.tar: permission denied")]
    [InlineData("time=\"1\" level=warning msg=\"not a shared mount\"\nError: no room\n", "Error: no room")]
    [InlineData(
        $"time=\"1\" level=error msg=\"x\"\nError: payload does not match any of the supported image formats:\n"
        + $" * oci: open a.tar/index.json: not a directory\n * oci-archive: {Full}\n * docker-archive: {Full}\n * dir: not a directory\n",
        Full)]
    [InlineData(
        $"Error: payload does not match any:\n * oci-archive: {Full}\n * docker-archive: no manifest.json\n", $"no manifest.json; {Full}")]
    [InlineData("a\u001b[2Jb\u202ec\n", "a\\x1b[2Jb\\u{202e}c")]
    [InlineData("\n\n", "what the engine said is lost")]
    public void TheReasonIsTheLineThatSaysWhy(string said, string reason)
    {
        Mark("a.tar.notloaded.json", "{}");
        File.WriteAllText(_folder["a.tar.notloaded.txt"], said);
        Assert.Equal(reason, Assert.Single(Survey().LastNotLoaded).Reason);
    }

    [Fact]
    public void AReasonThatIsGoneOrEndlessIsNoTrouble()
    {
        Mark("gone.tar.notloaded.json", "{}");
        Mark("long.tar.notloaded.json", "{}");
        File.WriteAllText(_folder["long.tar.notloaded.txt"], new string('x', 100_000));
        Assert.All(Survey().LastNotLoaded, archive => Assert.Equal("what the engine said is lost", archive.Reason));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"squashd\":\"1\",\"output\":\"a\",\"sha256\":\"b\",\"images\":7}")]
    [InlineData("cut off {")]
    [InlineData("")]
    public void AReportThatSaysNothingOfItsImagesIsLoadedAllTheSame(string report)
    {
        Mark("a.tar.loaded.json", report);
        var archive = Assert.Single(Survey().LastLoaded);
        Assert.Equal(("a.tar", 0, 0), (archive.Name.Text, archive.Names.Count, archive.ImageIds.Count));
    }

    [Fact]
    public void NullsInAReportAreLeftOut()
    {
        Mark("a.tar.loaded.json", """
            {"squashd":"1","output":"a.tar","sha256":"b","id":"i","input":"a","input_bytes":1,"output_bytes":1,"warnings":[],
            "attempts":1,"seconds":1,"finished_at":"2026-01-01T00:00:00Z","images":[null,{"names":null},{"names":[null,"x:1"],"image_id":"sha256:c"}]}
            """);
        var archive = Assert.Single(Survey().LastLoaded);
        Assert.Equal(["x:1"], archive.Names);
        Assert.Equal(["sha256:c"], archive.ImageIds);
    }

    [Fact]
    public void AllAreCountedAndTheLastAreToldNewestFirst()
    {
        for (var number = 0; number < 60; number++)
        {
            Mark($"{number:00}.tar.loaded.json", "{}", number);
            Mark($"{number:00}.tar.notloaded.json", "{}", -number);
        }
        Mark("new.tar.json", "{}");
        Mark("other.json", "{}");
        Mark(".squashd-1.json.part", "{}");
        Directory.CreateDirectory(_folder["folder.tar.loaded.json"]);
        File.CreateSymbolicLink(_folder["link.tar.loaded.json"], "00.tar.loaded.json");
        var survey = Survey();
        Assert.Equal((60, 60, 1), (survey.Loaded, survey.NotLoaded, survey.Untried));
        Assert.Equal(
            Enumerable.Range(0, LoadSurvey.MostTold).Select(number => $"{59 - number:00}.tar"), survey.LastLoaded.Select(archive => archive.Name.Text));
        Assert.Equal(
            Enumerable.Range(0, LoadSurvey.MostTold).Select(number => $"{number:00}.tar"), survey.LastNotLoaded.Select(archive => archive.Name.Text));
    }

    [Fact]
    public void AnOutboxThatCannotBeReadIsTold() => Assert.Null(LoadSurvey.Of(_folder["away"]));

    private LoadSurvey Survey() => LoadSurvey.Of(_folder.Path)!;

    /// <summary>A report, so many hours after now: nobody can set the time of a rename, but a later one of a change counts.</summary>
    private void Mark(string name, string content, int hours = 0)
    {
        File.WriteAllText(_folder[name], content);
        File.SetLastWriteTimeUtc(_folder[name], DateTime.UnixEpoch.AddYears(200).AddHours(hours));
    }
}
