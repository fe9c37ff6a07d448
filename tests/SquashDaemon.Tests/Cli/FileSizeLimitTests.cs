using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

/// <summary>A limit on the size of files (<c>ulimit -f</c>) is an error as any other, not the end of the process.</summary>
public sealed class FileSizeLimitTests : IDisposable
{
    // The runtime of what is not published would make a larger file for itself.
    private const string Limited = "export DOTNET_EnableWriteXorExecute=0; ulimit -f 4; ";

    private readonly TempFolder _folder = new();

    public FileSizeLimitTests() => Assert.Equal(0, Squashd.Run("demo", _folder["demo.tar"]).Code);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("squash demo.tar", "/.demo.flat.tar.squashd.part: File too large; try again\n")]
    [InlineData("squash - -o flat.tar < demo.tar", "larger than the file system or a limit of the process allows\n")]
    [InlineData("squash demo.tar -o - > cut", "larger than the file system or a limit of the process allows\n")]
    public void ItIsSaidAndNothingIsLeft(string arguments, string says)
    {
        var (code, _, error) = Squashd.Shell(_folder.Path, $"{Limited}$SQUASHD {arguments}; code=$?; rm -f cut; exit $code");
        Assert.Equal(74, code);
        Assert.EndsWith(says, error, StringComparison.Ordinal);
        Assert.Equal([_folder["demo.tar"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void TheReportOfACommandMeetsItToo()
    {
        // What is there already counts.
        var (code, _, error) = Squashd.Shell(_folder.Path, $"head -c 4096 demo.tar > report; {Limited}$SQUASHD inspect demo.tar >> report");
        Assert.Equal(74, code);
        Assert.Contains("squashd: cannot write standard output: a file has become larger", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageThatIsTooLargeEndsInFailed()
    {
        Directory.CreateDirectory(_folder["spool/inbox"]);
        File.Copy(_folder["demo.tar"], _folder["spool/inbox/app.tar"]);
        var (code, _, error) = Squashd.Shell(
            _folder.Path,
            $"{Limited}$SQUASHD run --drain --inbox spool/inbox --set spool.state=$PWD/state --set spool.settle=50ms --set retry.attempts=1");
        Assert.Equal(1, code);
        Assert.Contains("app.tar: failed: cannot write", error, StringComparison.Ordinal);
        var record = JsonDocument.Parse(File.ReadAllText(_folder["spool/failed/app.tar/error.json"])).RootElement;
        Assert.Equal("io", record.GetProperty("kind").GetString());
        Assert.Empty(Directory.GetFiles(_folder["spool/outbox"]));
    }
}
