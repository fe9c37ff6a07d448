namespace Interop.Tests.Cluster;

/// <summary>One task of an array: what it leaves, whatever becomes of it.</summary>
public sealed class TaskTests : IDisposable
{
    private static readonly string[] Array = ["SLURM_ARRAY_JOB_ID=7", "SLURM_ARRAY_TASK_ID=0"];
    private readonly TaskFolder _folder = new();

    public TaskTests()
    {
        Need.Programs("bash", "find", "cmp");
        // Slurm's answer to a task that asks to be run again.
        _folder.Replace("scontrol", $"echo \"$*\" >> '{_folder["requeued"]}'");
    }

    private string Flat => _folder["outbox/app.tar"];

    private string Requeued => File.Exists(_folder["requeued"]) ? File.ReadAllText(_folder["requeued"]) : "";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatAKilledAttemptLeftIsRemovedAndThatOfOtherTasksIsNot()
    {
        AddOne();
        foreach (var attempt in (string[])["0.abcdef", "1.abcdef", "10.abcdef"])
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder[$"outbox/state/{attempt}"]).FullName, ".flat"), "half");
        Assert.Equal(0, _folder.Task(0, Array).Code);
        Assert.Equal(_folder.Undisturbed("app.tar"), File.ReadAllBytes(Flat));
        Assert.Equal(["1.abcdef", "10.abcdef", "list"], _folder.Names("outbox/state"));
    }

    [Fact]
    public void WhatIsPublishedIsNotMadeAgain()
    {
        AddOne();
        File.WriteAllText(Flat, "made by the attempt before, whose end nobody heard of");
        _folder.Replace("squashd", $"touch '{_folder["called"]}'");
        Assert.Equal(0, _folder.Task(0, Array).Code);
        Assert.StartsWith("made by", File.ReadAllText(Flat), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["called"]));
    }

    [Fact]
    public void AFileThatAppearsMeanwhileIsNotOverwritten()
    {
        AddOne();
        _folder.Replace("squashd", $"echo other > '{Flat}'; exec \"$REAL\" \"$@\"");
        var (code, output, _) = _folder.Task(0, Array);
        Assert.Equal(73, code);
        Assert.Contains("there is another file of this name", output, StringComparison.Ordinal);
        Assert.Equal("other\n", File.ReadAllText(Flat));
        Assert.Equal(["list"], _folder.Names("outbox/state"));

        File.Delete(Flat);
        File.WriteAllBytes(_folder["same"], _folder.Undisturbed("app.tar"));
        _folder.Replace("squashd", $"cp '{_folder["same"]}' '{Flat}'; exec \"$REAL\" \"$@\"");
        Assert.Equal(0, _folder.Task(0, Array).Code);
        Assert.Equal("", Requeued);
    }

    [Fact]
    public void AnAttemptThatAnotherHasSucceededPublishesNothingAndAsksForNothing()
    {
        AddOne();
        _folder.Replace("squashd", $"rm -r '{_folder["outbox/state/0."]}'*; exec \"$REAL\" \"$@\"");
        var (code, output, _) = _folder.Task(0, Array);
        Assert.Equal(75, code);
        Assert.Contains("another attempt has taken over", output, StringComparison.Ordinal);
        Assert.Equal("", Requeued);
        Assert.Equal(["state"], _folder.Names("outbox"));
    }

    [Theory]
    [InlineData(75, "0", "requeue 7_0\n")]
    [InlineData(74, "9", "requeue 7_0\n")]
    [InlineData(75, "10", "")]
    [InlineData(2, "0", "")]
    [InlineData(65, "0", "")]
    [InlineData(77, "0", "")]
    [InlineData(130, "0", "")]
    public void OnlyWhatMayWorkLaterIsRunAgainAndNotForEver(int code, string restarts, string requeued)
    {
        AddOne();
        _folder.Replace("squashd", $"echo half > .flat; echo 'squashd: it is so' >&2; exit {code}");
        Assert.Equal(code, _folder.Task(0, [.. Array, $"SLURM_RESTART_COUNT={restarts}"]).Code);
        Assert.Equal(requeued, Requeued);
        Assert.Equal(["list"], _folder.Names("outbox/state"));
        Assert.Equal(code == 65 ? ["app.tar.refused.txt", "state"] : ["state"], _folder.Names("outbox"));
    }

    [Fact]
    public void WhyAnImageIsRefusedStandsBesideUntilItIsAnotherOne()
    {
        AddOne();
        var whole = File.ReadAllBytes(_folder["inbox/app.tar"]);
        File.WriteAllBytes(_folder["inbox/app.tar"], whole[..5000]);
        Assert.Equal(65, _folder.Task(0, Array).Code);
        Assert.StartsWith(
            "squashd: app.tar is refused: ", File.ReadAllText(_folder["outbox/app.tar.refused.txt"]), StringComparison.Ordinal);
        File.WriteAllBytes(_folder["inbox/app.tar"], whole);
        Assert.Equal(0, _folder.Task(0, Array).Code);
        Assert.Equal(["app.tar", "state"], _folder.Names("outbox"));
    }

    [Theory]
    [InlineData("")]
    // The program ends before the script, on a slow machine, looks after it.
    [InlineData("[[ $0 != *squashd-task ]] || trap '[[ $BASH_COMMAND = wait* ]] || sleep 0.1' DEBUG")]
    public void AStopReachesTheProgramAndLeavesNothing(string atStart)
    {
        AddOne();
        File.WriteAllText(_folder["start"], atStart);
        _folder.Replace("squashd", $"echo half > .flat; trap 'kill $!; exit 130' TERM; sleep 60 & sleep 1; touch '{_folder["started"]}'; wait");
        // Only the script is told, as the first process of a container is.
        var (code, _, _) = Tool.Try("bash",
        [
            "-c", """
                env "$@" & task=$!
                for ((tries = 0; tries < 600; tries++)); do [ -e "$0" ] && break; sleep 0.1; done
                kill -TERM $task; wait $task
                """,
            _folder["started"], .. _folder.Command(0, [.. Array, $"BASH_ENV={_folder["start"]}"]),
        ]);
        Assert.Equal(130, code);
        Assert.Equal(["list"], _folder.Names("outbox/state"));
    }

    [Fact]
    public void OptionsReachTheProgramAndScratchIsWhereTheNodeHasIt()
    {
        AddOne();
        _folder.Replace("squashd", $"printf '%s\\n' \"$@\" > '{_folder["arguments"]}'; exit 75");
        var scratch = Directory.CreateDirectory(_folder["scratch of the node"]).FullName;
        _folder.Task(0, [.. Array, $"TMPDIR={scratch}"], "--tag", "a b");
        Assert.Equal(["squash", "--scratch", scratch, "--tag", "a b", "-o", ".flat", "--", "app.tar"], File.ReadAllLines(_folder["arguments"]));
        _folder.Task(0, [.. Array, $"SLURM_TMPDIR={scratch}", "TMPDIR=/"], "--scratch", "/mine");
        Assert.Equal(["squash", "--scratch", "/mine", "-o", ".flat", "--", "app.tar"], File.ReadAllLines(_folder["arguments"]));
        _folder.Task(0, [.. Array, "TMPDIR=/not/on/this/node"]);
        Assert.Equal(["squash", "-o", ".flat", "--", "app.tar"], File.ReadAllLines(_folder["arguments"]));
    }

    private void AddOne()
    {
        _folder.AddImage("app.tar");
        Assert.Equal("1", _folder.List().Count);
    }
}
