using Faults.Tracing;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A part is found by its job alone, so the job stays until the part is gone.</summary>
public sealed class UnremovablePartTests
{
    [Fact]
    public void AnImageFailsWhenItsPartIsGone()
    {
        using var spool = new TracedSpool(SpoolKind.Of("refused"));
        var isMended = false;
        using var daemon = spool.Start(call =>
            !Volatile.Read(ref isMended) && call.Name == "unlink" && call.IsIn(spool.Outbox) && File.Exists(call.Paths[0])
                ? new Fault(Errno.Access)
                : null);
        Squashd.WaitUntil(() => daemon.Told().Any(told => told.Type is "held" or "failed"), "the part cannot be removed");
        Assert.Contains(daemon.Told(), told => told.Type == "held" && told.Message.Contains("cannot remove", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(spool.Folder["failed"]));
        Volatile.Write(ref isMended, true);
        Squashd.WaitUntil(() => spool.IsOver, "it fails");
        Assert.Empty(Directory.GetFileSystemEntries(spool.Outbox));
        Assert.Equal(0, daemon.End());
    }
}
