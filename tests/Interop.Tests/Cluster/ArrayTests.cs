using Interop.Tests.Packaging;

namespace Interop.Tests.Cluster;

/// <summary>What is submitted to Slurm, whose commands are stand-ins here.</summary>
public sealed class ArrayTests : IDisposable
{
    private readonly TaskFolder _folder = new();

    public ArrayTests()
    {
        Need.Programs("bash", "find", "sort");
        Directory.Delete(_folder["outbox/state"]);
        _folder.Replace("squeue", $"cat '{_folder["queue"]}'");
        _folder.Replace("scontrol", "printf 'MaxArraySize            = 3\\nMaxDBDMsgs = 4\\n'");
        _folder.Replace("sbatch", $"printf '%s|' \"$@\" >> '{_folder["submitted"]}'; echo >> '{_folder["submitted"]}'; exit $SBATCH_CODE");
        File.WriteAllText(_folder["queue"], "");
    }

    private string State => _folder["outbox/.squashd-array"];

    private string[] Submitted => File.Exists(_folder["submitted"]) ? File.ReadAllLines(_folder["submitted"]) : [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MoreImagesThanAnArrayMayHaveAreSeveralArrays()
    {
        Touch(7);
        var (code, output, error) = Array(0, [], "--qos", "a b", "--", "--tag", "c d");
        Assert.True(code == 0, error);
        Assert.Contains("7 images", output, StringComparison.Ordinal);
        Assert.Equal([Job("0-2%32", 0), Job("0-2%32", 3), Job("0-0%32", 6)], Submitted);
    }

    [Fact]
    public void WhileAJobIsAtTheOutboxNothingIsSubmitted()
    {
        Touch(1);
        Assert.Equal(0, Array(0, ["--at-once", "1"]).Code);
        File.WriteAllText(_folder["queue"], $"12 /elsewhere\n34 {State}\n");
        var (code, _, error) = Array(0, []);
        Assert.Equal(75, code);
        Assert.Contains($"job 34 is still at {_folder["outbox"]}", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(State, "list")));
        _folder.Replace("squeue", "exit 1");
        Assert.Equal(75, Array(0, []).Code);
        Assert.Single(Submitted);
        _folder.Replace("squeue", "echo 12 /elsewhere");
        Assert.Equal(0, Array(0, []).Code);
        Assert.Equal(2, Submitted.Length);
    }

    [Fact]
    public void WhatSlurmRefusesIsTold()
    {
        Touch(4);
        Assert.Equal(3, Array(3, []).Code);
        Assert.Equal(2, Submitted.Length);
    }

    [Fact]
    public void NothingToDoLeavesNothing()
    {
        Assert.Equal((0, "there is nothing to squash\n", ""), Array(0, []));
        Assert.Empty(_folder.Names("outbox"));
        Assert.Empty(Submitted);
    }

    [Fact]
    public void AWrongCallIsTold()
    {
        foreach (var arguments in (string[][])
        [
            [], [_folder["inbox"]], [_folder["inbox"], _folder["nowhere"]], ["--partition=short", _folder["inbox"], _folder["outbox"]],
            ["--at-once"], ["--at-once", "0", _folder["inbox"], _folder["outbox"]], [_folder["inbox"], _folder["inbox"]],
        ])
        {
            var (code, output, error) = Run(Package.Script("slurm/squashd-array"), 0, arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.NotEqual("", error);
        }
        Assert.Empty(Submitted);
        Assert.Empty(_folder.Names("outbox"));
        Assert.Empty(_folder.Names("inbox"));
    }

    [Fact]
    public void InstalledItFindsItsPartsAndItsProgram()
    {
        Touch(1);
        Tool.Run("sh", "-ec", $"""
            cd '{_folder["."]}'
            mkdir -p usr/bin usr/libexec/squashd
            cp {Package.Script("slurm/squashd-array")} usr/bin; printf '#!/bin/sh' > usr/bin/squashd; chmod 755 usr/bin/squashd
            cp {Package.Script("slurm/squashd-list")} {Package.Script("slurm/squashd-task")} usr/libexec/squashd
            ln -s usr/bin/squashd-array link
            """);
        _folder.Replace("sbatch", $"printf '%s\\n' \"$SQUASHD\" \"$7\" > '{_folder["found"]}'");
        var (code, _, error) = Run(_folder["link"], 0, _folder["inbox"], _folder["outbox"]);
        Assert.True(code == 0, error);
        var found = File.ReadAllLines(_folder["found"]).Select(Path.GetFullPath);
        Assert.Equal([_folder["usr/bin/squashd"], _folder["usr/libexec/squashd/squashd-task"]], found);
    }

    private string Job(string array, int first) =>
        $"--output|log/%A_%a.txt|--qos|a b|--array|{array}|--chdir|{State}|{Package.Script("slurm/squashd-task")}|"
        + $"{State}/list|{_folder["outbox"]}|{first}|--tag|c d|";

    private void Touch(int count)
    {
        for (var number = 0; number < count; number++)
            File.WriteAllText(_folder[$"inbox/{number}.tar"], "");
    }

    private (int Code, string Output, string Error) Array(int sbatchCode, string[] before, params string[] after) =>
        Run(Package.Script("slurm/squashd-array"), sbatchCode, [.. before, _folder["inbox"], _folder["outbox"], .. after]);

    private (int Code, string Output, string Error) Run(string script, int sbatchCode, params string[] arguments) => Tool.Try("env",
    [
        "-u", "SQUASHD", $"PATH={_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", $"SBATCH_CODE={sbatchCode}",
        .. script.EndsWith("array", StringComparison.Ordinal) ? (string[])[$"SQUASHD={Squashd.Path}"] : [], script, .. arguments,
    ]);
}
