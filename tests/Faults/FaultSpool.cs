using System.Text.Json;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A spool with one archive that is claimed under a known ID.</summary>
internal sealed class FaultSpool : IDisposable
{
    public const string Id = "20260101T000000.000Z-1-1-00000001";

    public FaultSpool()
    {
        foreach (var name in new[] { "inbox", "outbox", "done", "failed", "work", "state" })
            Directory.CreateDirectory(Folder[name]);
        Claim(Id, "a.tar");
    }

    public TempFolder Folder { get; } = new();

    /// <summary>The output of the known job while it is written.</summary>
    public string Part => Folder[$"outbox/.squashd-{Id}.part"];

    /// <summary>Its original.</summary>
    public string Input => Folder[$"work/{Id}/input"];

    /// <summary>Its record; null when it is gone.</summary>
    public JobRecord? Record => new JobFolder(Folder[$"work/{Id}"]).Read();

    /// <summary>Hidden files of the outbox.</summary>
    public string[] Parts => Directory.GetFiles(Folder["outbox"], ".*");

    public void Dispose() => Folder.Dispose();

    /// <summary>Puts a tiny image where the daemon finds it at its start, as if it had been claimed.</summary>
    public void Claim(string id, string name)
    {
        var folder = new JobFolder(Folder[$"work/{id}"]);
        Directory.CreateDirectory(folder.Path);
        TinyImage.Write(folder.Input, name);
        folder.Write(new JobRecord(id, new SpoolName(name), DateTimeOffset.UtcNow)
        {
            Input = InputRecord.Of(FileIdentity.Of(folder.Input)!.Value),
        });
    }

    /// <summary>Drops another archive, which no fault is aimed at.</summary>
    public void DropOther() => TinyImage.Write(Folder["inbox/b.tar"], "b");

    public bool IsDone(string name) => File.Exists(Folder[$"outbox/{name}.json"]);

    public void WaitUntilDone(string name) => Squashd.WaitUntil(() => IsDone(name), $"{name} is done");

    /// <summary>How many attempts an output took, by its report.</summary>
    public int AttemptsOf(string name)
    {
        WaitUntilDone(name);
        return JsonDocument.Parse(SmallFile.Read(Folder[$"outbox/{name}.json"], 1 << 20)!).RootElement.GetProperty("attempts").GetInt32();
    }

    /// <summary>Why the daemon holds all jobs, by <c>status --json</c>; null: it does not.</summary>
    public string? Held()
    {
        var (_, output, _) = Squashd.Run(
            "status", "--json", "--inbox", Folder["inbox"], "--set", $"spool.state={Folder["state"]}");
        return JsonDocument.Parse(output).RootElement.GetProperty("daemon") is { ValueKind: JsonValueKind.Object } daemon
            ? daemon.GetProperty("held").GetString()
            : null;
    }

    /// <summary>The kind and the attempts of an image that failed.</summary>
    public (string Kind, int Attempts, string Reason) Failure(string name)
    {
        Squashd.WaitUntil(() => File.Exists(Folder[$"failed/{name}/error.json"]), $"{name} fails");
        var error = new JobFolder(Folder[$"failed/{name}"]).ReadError()!;
        return (error.Kind, error.Attempts, error.Error);
    }
}
