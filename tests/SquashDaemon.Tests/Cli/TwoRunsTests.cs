using System.Diagnostics;

namespace SquashDaemon.Tests.Cli;

/// <summary>Two runs that write the same output at the same time.</summary>
public sealed class TwoRunsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TwoRunsTests() => Assert.Equal(0, Squashd.Run("demo", Demo).Code);

    private string Demo => _folder["demo.tar"];

    private string Part => _folder[".demo.flat.tar.squashd.part"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSecondMayTryAgainLaterAndDisturbsNothing()
    {
        using (var first = new FileStream(Part, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            first.Write("half"u8);
            first.Flush();
            var (code, _, error) = Squashd.Run("squash", Demo);
            Assert.Equal(75, code);
            Assert.Contains("another process writes its output; try again when that has ended", error, StringComparison.Ordinal);
            Assert.Equal(4, first.Length);
            Assert.True(File.Exists(Part));
        }
        Assert.Equal(0, Squashd.Run("squash", Demo).Code);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public void TheFirstEndsAsIfItWereAlone()
    {
        Need.Programs("strace");
        var trace = _folder["trace"];
        using var first = Process.Start("strace",
        [
            "-f", "-qq", "-o", trace, "-e", "trace=fsync", "-e", "inject=fsync:signal=STOP:when=1",
            Squashd.Program, "squash", Demo, "--quiet",
        ]);
        Squashd.WaitUntil(
            () => File.Exists(trace) && File.ReadAllText(trace).Contains("stopped by SIGSTOP", StringComparison.Ordinal), "the first stops");
        foreach (var arguments in new string[][] { ["--quiet"], ["--quiet", "--force", "--compress", "gzip"] })
            Assert.Equal(75, Squashd.Run(["squash", Demo, .. arguments]).Code);
        Assert.True(File.Exists(Part));
        using (var go = Process.Start("kill", ["-CONT", File.ReadAllText(trace).Split(' ')[0]]))
            go.WaitForExit();
        first.WaitForExit();
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, Squashd.Run("verify", Demo, _folder["demo.flat.tar"]).Code);
    }

    [Fact]
    public void WhatTheFirstPublishesWhileTheSecondWaitsForItsLockIsLeftAlone()
    {
        Need.Programs("strace");
        File.WriteAllText(Part, "what the first has written");
        File.SetUnixFileMode(Part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        using var second = Process.Start("strace",
        [
            "-f", "-qq", "-o", _folder["trace"], "-P", Part, "-e", "trace=openat,flock", "-e", "inject=flock:delay_enter=2000000",
            Squashd.Program, "squash", Demo, "--force", "--quiet",
        ]);
        Squashd.WaitUntil(
            () => File.Exists(_folder["trace"]) && File.ReadAllText(_folder["trace"]).Contains("openat", StringComparison.Ordinal),
            "the second opens the part");
        File.Move(Part, _folder["demo.flat.tar"]);
        second.WaitForExit();
        Assert.Equal("what the first has written", File.ReadAllText(_folder["demo.flat.tar"]));
        Assert.True(File.GetUnixFileMode(_folder["demo.flat.tar"]).HasFlag(UnixFileMode.GroupWrite), "its mode is as it was");
        Assert.Equal(75, second.ExitCode);
    }
}
