using System.Diagnostics;

namespace Interop.Tests;

/// <summary>Engines that save straight into the inbox of a running daemon.</summary>
[Collection(LabGroup.Name)]
public sealed class DaemonTests(Lab lab)
{
    [Fact]
    public void WhatDockerAndPodmanSaveIntoTheInboxAppearsFlatAndRuns()
    {
        var spool = Directory.CreateDirectory(lab.PathOf("spool")).FullName;
        var (inbox, outbox) = (Path.Combine(spool, "inbox"), Path.Combine(spool, "outbox"));
        var start = new ProcessStartInfo(Squashd.Path, ["run", "--inbox", inbox, "--outbox", outbox])
        {
            RedirectStandardError = true,
        };
        start.Environment["XDG_STATE_HOME"] = spool;
        using var daemon = Process.Start(start)!;
        try
        {
            WaitFor(inbox, daemon);
            foreach (var engine in lab.Engines)
            {
                engine.Load(lab.Archive("small", "docker.tar"));
                var printed = engine.RunImage(Images.NameOf("small"));
                var name = $"{engine.Name.Replace(' ', '-')}.tar";
                engine.Save(Path.Combine(inbox, name), Images.NameOf("small"));
                engine.Remove(Images.NameOf("small"));
                var flat = Path.Combine(outbox, name);
                WaitFor(flat, daemon);
                engine.Load(flat);
                Assert.Equal(printed, engine.RunImage(Images.NameOf("small")));
                engine.Remove(Images.NameOf("small"));
                WaitFor(Path.Combine(spool, "done", name), daemon);
                lab.Ran(engine.Name, $"saved into the inbox, loaded from the outbox, ran");
            }
        }
        finally
        {
            Tool.Run("kill", $"{daemon.Id}");
        }
        Assert.True(daemon.WaitForExit(TimeSpan.FromMinutes(1)), "the daemon does not end");
        Assert.Equal(0, daemon.ExitCode);
    }

    private static void WaitFor(string path, Process daemon)
    {
        for (var tries = 0; !Path.Exists(path); tries++)
        {
            Assert.False(daemon.HasExited, "the daemon has ended");
            Assert.True(tries < 600, $"{path} does not appear");
            Task.Delay(100).Wait();
        }
    }
}
