using System.Diagnostics;
using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public InspectCommandTests() => Assert.Equal(0, Squashd.Run("demo", Demo).Code);

    private string Demo => _folder["demo.tar"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void APipeGetsPlainTables()
    {
        var (code, output, _) = Squashd.Run("inspect", Demo);
        Assert.Equal(0, code);
        Assert.DoesNotContain(output, c => c is > '~' or (< ' ' and not '\n'));
        string[] lines =
        [
            "squashd-demo:latest",
            "  platform     linux/amd64",
            "  environment  PATH=/bin",
            "               DEMO=1",
            "  #  created by       packed    plain  entries   wasted      tree",
            "  3  demo: clean up  3.0 KiB  3.0 KiB        3      6 B  32.0 KiB",
            "     total           1.0 MiB  1.0 MiB       16  1.0 MiB   2.1 MiB",
            "  VFS: each layer a full copy   2.1 MiB  36.0 KiB  60.2 x",
            "  1.0 MiB  cache/big  layer 1   layer 3, deleted",
            "      6 B  srv/page   layer 3   layer 4, replaced",
        ];
        var said = output.Split('\n');
        Assert.All(lines, line => Assert.Contains(line, said));
    }

    [Fact]
    public void JsonIsOneDocument()
    {
        var (code, output, error) = Squashd.Run("inspect", Demo, "--json");
        Assert.Equal((0, ""), (code, error));
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Equal(Demo, document.GetProperty("archive").GetString());
        var image = document.GetProperty("report").GetProperty("images")[0];
        var layers = image.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(["demo: base", "demo: upgrade", "demo: clean up", "demo: publish"],
            layers.Select(layer => layer.GetProperty("created_by").GetString()));
        Assert.Equal([1 << 20, 0, 6, 0], layers.Select(layer => layer.GetProperty("wasted_bytes").GetInt64()));
        var disk = image.GetProperty("disk");
        Assert.Equal(
            layers.Sum(layer => layer.GetProperty("tree_disk_bytes").GetInt64()), disk.GetProperty("vfs_bytes").GetInt64());
        Assert.True(disk.GetProperty("vfs_ratio").GetDouble() > 60);
        Assert.True(image.GetProperty("wasted_paths")[1].GetProperty("is_replaced").GetBoolean());
        Assert.Equal((0, "", ""), Squashd.Run("inspect", Demo, "--quiet"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR=1", false)]
    public void ATerminalGetsTablesAndBars(string variable, bool hasColors)
    {
        var output = OnTerminal($"TERM=xterm-256color {variable}");
        Assert.Contains("copied from below", output, StringComparison.Ordinal);
        Assert.Contains("░░░░░░", output, StringComparison.Ordinal);
        Assert.Contains("│ demo: clean up", output, StringComparison.Ordinal);
        Assert.Equal(hasColors, output.Contains("\u001b[38;5;", StringComparison.Ordinal));
    }

    [Fact]
    public void ADumbTerminalGetsPlainText()
    {
        var output = OnTerminal("TERM=dumb");
        Assert.Contains("  3  demo: clean up  3.0 KiB", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData(2, "does not exist", "nothing.tar")]
    [InlineData(2, "has no image for linux/s390x; choose of linux/amd64", "demo.tar", "--platform", "linux/s390x")]
    [InlineData(65, "is refused", "text.tar")]
    [InlineData(65, "does not have its digest", "damaged.tar")]
    public void WhatCannotBeInspectedIsSaid(int expected, string says, string file, params string[] options)
    {
        File.WriteAllText(_folder["text.tar"], "no archive");
        var bytes = File.ReadAllBytes(Demo);
        bytes[bytes.AsSpan().IndexOf("final\n"u8)] ^= 1;
        File.WriteAllBytes(_folder["damaged.tar"], bytes);
        var (code, output, error) = Squashd.Run(["inspect", _folder[file], .. options]);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    private string OnTerminal(string environment)
    {
        Need.Programs("script");
        var command = $"stty cols 100; {environment} {Squashd.Program} inspect {Demo}";
        using var script = Process.Start(new ProcessStartInfo("script", ["-qec", command, "/dev/null"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.Equal(0, script.ExitCode);
        return output;
    }
}
