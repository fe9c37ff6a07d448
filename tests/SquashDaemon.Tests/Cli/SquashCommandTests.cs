using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

public sealed class SquashCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SquashCommandTests() => Assert.Equal(0, Squashd.Run("demo", Demo).Code);

    private string Demo => _folder["demo.tar"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFlatArchiveIsProvedEqual()
    {
        var (code, output, _) = Squashd.Run("squash", Demo);
        Assert.Equal(0, code);
        Assert.Contains("4 layers became 1", output, StringComparison.Ordinal);
        var (verified, said, _) = Squashd.Run("verify", Demo, _folder["demo.flat.tar"]);
        Assert.Equal((0, "equal: 1 images, 10 paths"), (verified, said.Trim()));
    }

    [Fact]
    public void AnotherArchiveIsProvedDifferent()
    {
        Squashd.Run("squash", Demo);
        var bytes = File.ReadAllBytes(_folder["demo.flat.tar"]);
        var at = bytes.AsSpan().IndexOf("etc/release\0"u8);
        bytes[at + 100 + 4] = (byte)'7';
        File.WriteAllBytes(_folder["other.tar"], bytes);
        Assert.Equal(65, Squashd.Run("verify", Demo, _folder["other.tar"]).Code);
        Assert.Equal(1, Squashd.Run("verify", Demo, Demo).Code);
    }

    [Theory]
    [InlineData("app.tar", "app.flat.tar")]
    [InlineData("app", "app.flat.tar")]
    [InlineData("a b\nc.tar", "a b\nc.flat.tar")]
    [InlineData("app.v1.tar", "app.v1.flat.tar")]
    public void TheOutputIsNamedAfterTheImage(string image, string flat)
    {
        File.Move(Demo, _folder[image]);
        var (code, output, error) = Squashd.Run("squash", _folder[image]);
        Assert.Equal(0, code);
        Assert.True(File.Exists(_folder[flat]));
        Assert.DoesNotContain('\u001b', output + error);
        Assert.DoesNotContain("b\nc", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void ACompressedArchiveIsSquashedToo()
    {
        using (var gzip = Process.Start("gzip", ["-k", Demo]))
            gzip.WaitForExit();
        Assert.Equal(0, Squashd.Run("squash", Demo, "-o", _folder["plain.tar"]).Code);
        Assert.Equal(0, Squashd.Run("squash", Demo + ".gz").Code);
        Assert.Equal(File.ReadAllBytes(_folder["plain.tar"]), File.ReadAllBytes(_folder["demo.flat.tar"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    [Fact]
    public void AnArchiveExpandsToNoMoreThanIsAllowed()
    {
        using (var packed = new GZipStream(File.Create(_folder["bomb.gz"]), CompressionLevel.Fastest))
            packed.Write(new byte[(1 << 20) + 1]);
        var (code, _, error) = Squashd.Run("squash", _folder["bomb.gz"], "--max-uncompressed", "1MiB");
        Assert.Equal(65, code);
        Assert.Contains("more than 1048576 bytes, the limit max_uncompressed", error, StringComparison.Ordinal);
        (code, _, error) = Squashd.Run("squash", Demo, "--max-uncompressed", "much");
        Assert.Equal(2, code);
        Assert.Contains("--max-uncompressed: must be a size", error, StringComparison.Ordinal);
        Assert.Equal(0, Squashd.Run("squash", Demo, "--max-uncompressed", "1MiB").Code);
    }

    [Fact]
    public void AnExistingFileIsOnlyOverwrittenOnRequest()
    {
        File.WriteAllText(_folder["demo.flat.tar"], "precious");
        var (code, _, error) = Squashd.Run("squash", Demo);
        Assert.Equal(2, code);
        Assert.Contains("exists; choose another name with -o, or overwrite it with --force", error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(_folder["demo.flat.tar"]));
        Assert.Equal(0, Squashd.Run("squash", Demo, "--force").Code);
        Assert.NotEqual("precious", File.ReadAllText(_folder["demo.flat.tar"]));
    }

    [Fact]
    public void ALinkToNothingIsReplacedOnRequestOnly()
    {
        File.CreateSymbolicLink(_folder["link.tar"], "nothing.tar");
        // That nothing of a damaged image is said shows that it was not read.
        File.WriteAllText(_folder["bad.tar"], "no archive");
        var (code, _, error) = Squashd.Run("squash", _folder["bad.tar"], "-o", _folder["link.tar"]);
        Assert.Equal(
            (2, $"squashd: {_folder["link.tar"]} is a link to nothing; choose another name with -o, or replace it with --force\n"), (code, error));
        Assert.Equal(0, Squashd.Run("squash", Demo, "-o", _folder["link.tar"], "--force").Code);
        Assert.Null(File.ResolveLinkTarget(_folder["link.tar"], returnFinalTarget: false));
        Assert.False(File.Exists(_folder["nothing.tar"]));
        Assert.Equal(0, Squashd.Run("verify", Demo, _folder["link.tar"]).Code);
    }

    [Theory]
    [InlineData("022", "644", "644")]
    [InlineData("077", "644", "600")]
    [InlineData("027", "666", "640")]
    [InlineData("022", "600", "600")]
    public void TheOutputIsReadableAsTheImageAndTheUmaskAllow(string umask, string image, string output)
    {
        var (code, said, error) = Squashd.Shell(
            _folder.Path, $"umask {umask}; chmod {image} demo.tar; $SQUASHD squash -q demo.tar && stat -c %a demo.flat.tar");
        Assert.Equal((0, output, ""), (code, said.Trim(), error));
    }

    [Fact]
    public void APartThatAnotherImageLeftIsNotReadableForMore()
    {
        var (code, said, _) = Squashd.Shell(
            _folder.Path, """
            : > .demo.flat.tar.squashd.part; chmod 644 .demo.flat.tar.squashd.part; chmod 600 demo.tar
            $SQUASHD squash -q demo.tar && stat -c %a demo.flat.tar
            """);
        Assert.Equal((0, "600"), (code, said.Trim()));
    }

    [Fact]
    public void TheImageItselfIsNeverTheOutput()
    {
        var before = File.ReadAllBytes(Demo);
        File.CreateSymbolicLink(_folder["link.tar"], Demo);
        foreach (var target in new[] { Demo, _folder["link.tar"] })
        {
            var (code, _, error) = Squashd.Run("squash", Demo, "-o", target, "--force");
            Assert.Equal(2, code);
            Assert.Contains("is the image itself", error, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllBytes(Demo));
    }

    [Fact]
    public void MistakesAreUsageErrors()
    {
        foreach (var (arguments, says) in new (string[], string)[]
        {
            (["squash", _folder["nothing.tar"]], "does not exist"),
            (["squash", _folder.Path], "is a folder"),
            (["squash", "/dev/null"], "is not a regular file"),
            (["squash", Demo, "-o", _folder["no/where.tar"]], "does not exist"),
            (["squash", Demo, "-o", _folder.Path], "is a folder"),
            (["squash", Demo, "--nonsense"], "--nonsense"),
            (["squash"], "Required argument"),
            ([], "Required command"),
        })
        {
            var (code, output, error) = Squashd.Run(arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(says, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DamagedArchivesAreRefusedAndLeaveNothing()
    {
        var whole = File.ReadAllBytes(Demo);
        foreach (var length in new[] { 0, 1, 511, 512, 5000, whole.Length / 2, whole.Length - 2048 })
        {
            File.WriteAllBytes(_folder["cut.tar"], whole[..length]);
            var (code, _, error) = Squashd.Run("squash", _folder["cut.tar"]);
            Assert.Equal(65, code);
            Assert.Contains("cut.tar is refused", error, StringComparison.Ordinal);
        }
        Assert.Equal(["cut.tar", "demo.tar"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AFullDiskIsTemporaryAndLeavesNothing()
    {
        Need.Root();
        var disk = Directory.CreateDirectory(_folder["disk"]).FullName;
        Assert.Equal(0, Mount("-t", "tmpfs", "-o", "size=8k", "tmpfs", disk));
        try
        {
            var (code, _, error) = Squashd.Run("squash", Demo, "-o", Path.Combine(disk, "out.tar"));
            Assert.Equal(75, code);
            Assert.Contains("make room", error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            using var umount = Process.Start("umount", [disk]);
            umount.WaitForExit();
        }
    }

    [Fact]
    public void AnInterruptedRunLeavesNothing()
    {
        var large = LargeImage.Write(_folder["large.tar"]);
        using var squash = Squashd.Start("squash", large);
        Squashd.WaitUntil(() => Directory.GetFiles(_folder.Path, ".*.part").Length > 0, "the part appears");
        Assert.Equal(130, Squashd.End(squash, "INT"));
        Assert.Equal(["demo.tar", "large.tar"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheOutputIsNoWiderThanTheInput()
    {
        File.SetUnixFileMode(Demo, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Squashd.Run("squash", Demo);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["demo.flat.tar"]));
    }

    [Fact]
    public void JsonIsOneDocumentAndQuietIsSilent()
    {
        var (code, output, error) = Squashd.Run("squash", Demo, "--json");
        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement.GetProperty("report");
        Assert.Equal(4, report.GetProperty("images")[0].GetProperty("layers_before").GetInt32());
        var (failed, document, _) = Squashd.Run("squash", _folder["nothing.tar"], "--json");
        Assert.Equal(2, failed);
        Assert.Contains("does not exist", JsonDocument.Parse(document).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, "", ""), Squashd.Run("squash", Demo, "--force", "--quiet"));
    }

    [Fact]
    public void EveryCommandPrintsOneDocument()
    {
        Squashd.Run("squash", Demo, "--quiet");
        foreach (var (arguments, member, code) in new (string[], string, int)[]
        {
            (["squash", Demo, "--force"], "report", 0),
            (["verify", Demo, _folder["demo.flat.tar"]], "entries", 0),
            (["verify", Demo, Demo], "differences", 1),
            (["demo", _folder["other.tar"]], "names", 0),
            (["completion", "bash"], "script", 0),
            (["demo", _folder["other.tar"]], "error", 2),
            (["verify", Demo, _folder["nothing.tar"]], "exit_code", 2),
        })
        {
            var (ended, output, error) = Squashd.Run([.. arguments, "--json"]);
            Assert.Equal((code, ""), (ended, error));
            Assert.True(JsonDocument.Parse(output).RootElement.TryGetProperty(member, out _), output);
        }
    }

    [Fact]
    public void TheSameArchiveGivesTheSameBytes()
    {
        Squashd.Run("squash", Demo, "-o", _folder["one.tar"]);
        var elsewhere = Directory.CreateDirectory(_folder["else where"]).FullName;
        File.Copy(Demo, Path.Combine(elsewhere, "x.tar"));
        Squashd.Run("squash", Path.Combine(elsewhere, "x.tar"));
        Assert.Equal(File.ReadAllBytes(_folder["one.tar"]), File.ReadAllBytes(Path.Combine(elsewhere, "x.flat.tar")));
    }

    private static int Mount(params string[] arguments)
    {
        using var mount = Process.Start("mount", arguments);
        mount.WaitForExit();
        return mount.ExitCode;
    }
}
