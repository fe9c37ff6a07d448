using System.Diagnostics;

namespace SquashDaemon.Tests.Install;

/// <summary>systemd/user/squashd-load, with programs that stand for podman and for a pause.</summary>
public sealed class LoadScriptTests : IDisposable
{
    private static readonly string Script = Path.Combine(Root(AppContext.BaseDirectory), "systemd", "user", "squashd-load");
    private readonly TempFolder _folder = new();

    public LoadScriptTests()
    {
        Directory.CreateDirectory(_folder["outbox"]);
        Directory.CreateDirectory(_folder["bin"]);
        Fake("podman", $"""
            echo "$4" >> {_folder["loads"]}
            [ ! -e {_folder["refuse"]} ] || exec sh -c 'echo Error: no room >&2; exit 125'
            """);
        Fake("sleep", $"echo $1 >> {_folder["pauses"]}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AReportIsRenamedOnceWhateverTheEngineSays()
    {
        Finish("a.tar", "b c.tar");
        Assert.Equal(0, Load());
        Assert.Equal(["a.tar.loaded.json", "b c.tar.loaded.json"], _folder.Files("outbox"));
        Refuse();
        Finish("d.tar");
        Assert.Equal(1, Load());
        Assert.Equal(["a.tar.loaded.json", "b c.tar.loaded.json", "d.tar.notloaded.json", "d.tar.notloaded.txt"], _folder.Files("outbox"));
        Assert.Equal("Error: no room\n", File.ReadAllText(_folder["outbox/d.tar.notloaded.txt"]));
        Assert.Equal(0, Load());
        Assert.Equal(3, Lines("loads"));
        Assert.Equal(0, Lines("pauses"));
    }

    [Fact]
    public void TheLastWordOnAnImageIsTheOnlyOne()
    {
        Finish("a.tar");
        Load();
        Refuse();
        Finish("a.tar");
        Load();
        Assert.Equal(["a.tar.notloaded.json", "a.tar.notloaded.txt"], _folder.Files("outbox"));
        File.Delete(_folder["refuse"]);
        Finish("a.tar");
        Load();
        Assert.Equal(["a.tar.loaded.json"], _folder.Files("outbox"));
    }

    [Fact]
    public void WhatCannotBeRenamedIsNotTriedAgainAtOnce()
    {
        Finish("a.tar");
        Fake("mv", "exit 1");
        Assert.Equal(1, Load());
        Assert.Equal(["a.tar.json"], _folder.Files("outbox"));
        Assert.Equal(1, Lines("pauses"));
        File.Delete(_folder["bin/mv"]);
        File.Delete(_folder["outbox/a.tar.json"]);
        File.CreateSymbolicLink(_folder["outbox/gone.tar.json"], "nowhere");
        Assert.Equal(1, Load());
        Assert.Equal(2, Lines("pauses"));
        Assert.Equal(1, Lines("loads"));
    }

    [Fact]
    public void NothingIsLoadedFromWhereReportsCannotBeRenamed()
    {
        Need.Root();
        Need.Programs("setpriv");
        Finish("a.tar");
        Run("chmod", "777", _folder.Path);
        // Where we are checked out is not for everybody.
        File.Copy(Script, _folder["squashd-load"]);
        Assert.Equal(1, Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", _folder["squashd-load"], _folder["outbox"]));
        Assert.Equal((0, 1), (Lines("loads"), Lines("pauses")));
    }

    private void Finish(params string[] names)
    {
        foreach (var name in names)
            File.WriteAllText(_folder[$"outbox/{name}.json"], "{}");
    }

    private void Refuse() => File.WriteAllText(_folder["refuse"], "");

    private int Lines(string file) => File.Exists(_folder[file]) ? File.ReadAllLines(_folder[file]).Length : 0;

    private int Load() => Run(Script, _folder["outbox"]);

    private int Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder["bin"]}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Fake(string name, string script)
    {
        File.WriteAllText(_folder[$"bin/{name}"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(
            _folder[$"bin/{name}"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "SquashDaemon.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
