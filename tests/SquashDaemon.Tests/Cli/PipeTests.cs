using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

/// <summary>Standard input and output in the place of files, in a real shell.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PipeTests() => Squashd.Run("demo", _folder["demo.tar"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EitherEndOrBothMayBeAPipe()
    {
        Assert.Equal(0, Shell("$SQUASHD squash demo.tar -o - | cat > out.tar").Code);
        Assert.Equal(0, Shell("cat demo.tar | $SQUASHD squash - -o in.tar").Code);
        Assert.Equal(0, Shell("cat demo.tar | $SQUASHD squash - | cat > both.tar").Code);
        foreach (var flat in new[] { "out.tar", "in.tar", "both.tar" })
            Assert.Equal(0, Squashd.Run("verify", _folder["demo.tar"], _folder[flat]).Code);
        Assert.Equal(File.ReadAllBytes(_folder["out.tar"]), File.ReadAllBytes(_folder["both.tar"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    [Fact]
    public void APipeIsInspectedLikeAFile()
    {
        var (_, piped, _) = Shell("cat demo.tar | $SQUASHD inspect - --json");
        var (_, file, _) = Shell("$SQUASHD inspect demo.tar --json");
        Assert.Equal(file.Replace("demo.tar", "-", StringComparison.Ordinal), piped);
    }

    [Fact]
    public void StandardOutputHoldsNothingButTheArchive()
    {
        var (code, _, error) = Shell("$SQUASHD squash demo.tar -o - --json > out.tar");
        Assert.Equal(0, code);
        Assert.Equal("standard output", JsonDocument.Parse(error).RootElement.GetProperty("output").GetString());
        Assert.Equal(0, Shell("tar tf out.tar").Code);
    }

    [Theory]
    [InlineData("head -c 3000 demo.tar | $SQUASHD squash - -o x.tar", 65, "standard input is refused")]
    [InlineData("$SQUASHD squash - -o x.tar < /dev/null", 65, "standard input is refused")]
    [InlineData("cat demo.tar | $SQUASHD squash - -o x.tar --scratch nowhere", 2, "the folder nowhere does not exist")]
    [InlineData("$SQUASHD squash nothing.tar -o - | cat", 2, "nothing.tar does not exist")]
    [InlineData("cat demo.tar | $SQUASHD squash - -o demo.tar", 2, "exists; choose another name")]
    [InlineData("$SQUASHD squash demo.tar -o - > /dev/full", 75, "make room")]
    public void MistakesLeaveNothing(string command, int code, string says)
    {
        var (ended, _, error) = Shell($"set -o pipefail; {command}");
        Assert.Equal(code, ended);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal([_folder["demo.tar"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AReaderThatEndsEarlyIsNoCrash()
    {
        var (code, _, error) = Shell("set -o pipefail; $SQUASHD squash demo.tar -o - | head -c 1 > /dev/null");
        Assert.Contains(code, new[] { 0, 74, 141 });
        Assert.DoesNotContain("fault of squashd", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIdleInputCanBeInterrupted()
    {
        var (code, _, error) = Shell("""
            mkfifo idle; sleep 60 > idle & writer=$!
            $SQUASHD squash - -o x.tar < idle & reader=$!
            for try in $(seq 300); do ls -l /proc/$reader/fd | grep -q scratch && break; sleep 0.1; done
            kill -TERM $reader; wait $reader; code=$?; kill $writer; exit $code
            """);
        Assert.Equal(130, code);
        Assert.Contains("interrupted", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tag", "Bad Name", "is not NAME or NAME:TAG")]
    [InlineData("--platform", "linux/arm64", "it has linux/amd64")]
    [InlineData("--compress", "rar", "is not none, gzip")]
    [InlineData("--owner", "me", "is not keep or two numbers")]
    [InlineData("--layout", "zip", "is not docker or oci")]
    public void AWrongOptionIsAUsageErrorThatSaysWhatThereIs(string option, string value, string says)
    {
        var (code, output, error) = Squashd.Run("squash", _folder["demo.tar"], option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal([_folder["demo.tar"]], Directory.GetFiles(_folder.Path));
    }

    private (int Code, string Output, string Error) Shell(string command) =>
        Squashd.Shell(_folder.Path, command);
}
