using SquashDaemon.Spool;

namespace Faults;

/// <summary>A start that finds jobs in every state that a death, at any moment, leaves.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly FaultSpool _spool = new();
    private int _last = 1;

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void EveryJobComesToItsEndOnce()
    {
        Note("running.tar", record => record with { Phase = JobPhase.Running, Attempts = 1 });
        File.WriteAllText(_spool.Folder[$"outbox/.squashd-{IdOf(_last)}.part"], "half");
        Note("due.tar", record => record with { Phase = JobPhase.Deferred, Attempts = 2, NextTry = DateTimeOffset.UtcNow.AddMinutes(-1) });
        Note("held.tar", record => record with { Phase = JobPhase.Deferred, HeldSince = DateTimeOffset.UtcNow.AddMinutes(-1) });
        Note("unnamed.tar", record => record with { Phase = JobPhase.Publishing, Attempts = 1, Output = new OutputRecord(new SpoolName("unnamed.tar"), 1, 1, "") });
        Note("named.tar", record => record with { Phase = JobPhase.Publishing, Attempts = 1, Output = Squash("named.tar") });
        Note("published.tar", record => record with { Phase = JobPhase.Published, Attempts = 1, Output = Squash("published.tar") });
        Note("announced.tar", record => record);
        File.Move(Input, _spool.Folder["inbox/announced.tar"]);
        Note("unknown.tar", record => record);
        File.Delete(_spool.Folder[$"work/{IdOf(_last)}/job.json"]);
        Note("later.tar", record => record with { Phase = JobPhase.Deferred, Attempts = 2, NextTry = DateTimeOffset.UtcNow.AddHours(1) });

        var (code, log) = Daemon.Drain(_spool.Folder);
        // What waits for another hour is no success, and is not forgotten.
        Assert.True(code == 1, log);
        string[] done = ["a.tar", "announced.tar", "due.tar", "held.tar", "named.tar", "published.tar", $"recovered-{IdOf(9)}.tar", "running.tar", "unnamed.tar"];
        Assert.Equal(done, _spool.Folder.Files("done"));
        Assert.Equal(done, _spool.Folder.Files("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)));
        Assert.All(done, name => Assert.Equal(
            0, Squashd.Run("verify", _spool.Folder[$"done/{name}"], _spool.Folder[$"outbox/{name}"]).Code));
        Assert.Empty(_spool.Parts);
        Assert.Empty(_spool.Folder.Files("inbox"));
        Assert.Equal([IdOf(_last)], Directory.GetDirectories(_spool.Folder["work"]).Select(Path.GetFileName));
    }

    private static string IdOf(int number) => $"{FaultSpool.Id[..^1]}{number}";

    private string Input => _spool.Folder[$"work/{IdOf(_last)}/input"];

    private void Note(string name, Func<JobRecord, JobRecord> change)
    {
        _spool.Claim(IdOf(++_last), name);
        var folder = new JobFolder(_spool.Folder[$"work/{IdOf(_last)}"]);
        folder.Write(change(folder.Read()!));
    }

    /// <summary>Its output, with its name.</summary>
    private OutputRecord Squash(string name)
    {
        var output = _spool.Folder[$"outbox/{name}"];
        Assert.Equal(0, Squashd.Run("squash", Input, "-o", output).Code);
        var file = FileIdentity.Of(output)!.Value;
        return new OutputRecord(new SpoolName(name), file.Inode, file.Size, "");
    }
}
