using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

public sealed class StatusCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StatusCommandTests()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        Directory.CreateDirectory(_folder["outbox"]);
        TinyImage.Write(_folder["demo.tar"], "demo");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnEmptySpoolIsToldToo()
    {
        var (code, output, error) = Daemon.Ask(_folder, "status");
        Assert.Equal((0, "squashd does not run", ""), (code, output.Trim(), error));
    }

    [Fact]
    public void WithoutADaemonItShowsWhatIsThereAndWhy()
    {
        File.Copy(_folder["demo.tar"], _folder["inbox/bad.tar"]);
        File.WriteAllText(_folder["inbox/bad.tar.squash.conf"], "[squash]\nlayout = odd\n");
        Daemon.Drain(_folder);
        File.WriteAllText(_folder["inbox/waits.tar"], "");
        File.WriteAllText(_folder["inbox/half\u001b.part"], "");
        File.WriteAllText(_folder["failed/mine"], "");
        var (code, output, _) = Daemon.Ask(_folder, "status");
        Assert.Equal(0, code);
        Assert.Contains("waits.tar", output, StringComparison.Ordinal);
        Assert.Contains("no squashd serves this inbox", output, StringComparison.Ordinal);
        Assert.Contains("its name says that it is not finished", output, StringComparison.Ordinal);
        Assert.Contains("layout = odd", output, StringComparison.Ordinal);
        Assert.Contains("it is not squashd's", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        var json = JsonDocument.Parse(Daemon.Ask(_folder, "status", "--json").Output).RootElement;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("process_id").ValueKind);
        Assert.Equal("bad.tar", json.GetProperty("failed")[0].GetProperty("folder").GetString());
        Assert.Equal("options", json.GetProperty("failed")[0].GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(["ignored", "ready"], json.GetProperty("inbox").EnumerateArray().Select(file => file.GetProperty("state").GetString()));
    }

    [Fact]
    public void OfFinishedImagesItShowsWhichAreLoadedAndWhichCouldNotBe()
    {
        string[] names = ["a.tar", "b.tar", "c.tar"];
        foreach (var name in names)
            TinyImage.Write(_folder[$"inbox/{name}"], name);
        Daemon.Drain(_folder);
        Assert.DoesNotContain("loaded", Daemon.Ask(_folder, "status").Output, StringComparison.Ordinal);
        File.Move(_folder["outbox/a.tar.json"], _folder["outbox/a.tar.loaded.json"]);
        File.Move(_folder["outbox/b.tar.json"], _folder["outbox/b.tar.notloaded.json"]);
        File.WriteAllText(_folder["outbox/b.tar.notloaded.txt"], "a warning\nError: no room\u001b[2J\n");
        var (code, output, _) = Daemon.Ask(_folder, "status");
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^not loaded  b\.tar  at [-0-9]+ [:0-9]+: Error: no room\\x1b\[2J$", output);
        Assert.Matches(@"(?m)^loaded      a\.tar  at [-0-9]+ [:0-9]+: tiny:1$", output);
        Assert.Contains("outbox: 1 loaded, 1 not loaded, 1 not tried yet", output, StringComparison.Ordinal);
        Assert.Contains("rename its NAME.tar.notloaded.json to NAME.tar.json", output, StringComparison.Ordinal);
        var loads = JsonDocument.Parse(Daemon.Ask(_folder, "status", "--json").Output).RootElement.GetProperty("loads");
        Assert.Equal((1, 1, 1), (loads.GetProperty("loaded").GetInt32(), loads.GetProperty("not_loaded").GetInt32(), loads.GetProperty("untried").GetInt32()));
        var loaded = loads.GetProperty("last_loaded")[0];
        Assert.Equal(("a.tar", "tiny:1"), (loaded.GetProperty("name").GetString(), loaded.GetProperty("names")[0].GetString()));
        Assert.StartsWith("sha256:", loaded.GetProperty("image_ids")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("Error: no room\\x1b[2J", loads.GetProperty("last_not_loaded")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void OfManyLoadedImagesItShowsTheLastAndHowManyThereAre()
    {
        for (var number = 0; number < 100; number++)
        {
            File.WriteAllText(_folder[$"outbox/{number}.tar.loaded.json"], "{}");
            File.WriteAllText(_folder[$"outbox/{number}.tar.notloaded.json"], "{}");
        }
        string[] Rows(params string[] options) => Daemon.Ask(_folder, ["status", .. options]).Output.Split('\n');
        Assert.Equal(20, Rows().Count(row => row.StartsWith("not loaded ", StringComparison.Ordinal)));
        Assert.Equal(5, Rows().Count(row => row.StartsWith("loaded ", StringComparison.Ordinal)));
        Assert.Equal(20, Rows("--verbose").Count(row => row.StartsWith("loaded ", StringComparison.Ordinal)));
        Assert.Contains("outbox: 100 loaded, 100 not loaded", Rows());
    }

    [Fact]
    public void WithoutAnOutboxTheRestIsTold()
    {
        Directory.Delete(_folder["outbox"]);
        File.WriteAllText(_folder["inbox/waits.tar"], "");
        var (code, output, _) = Daemon.Ask(_folder, "status");
        Assert.Equal(0, code);
        Assert.Contains("waits.tar", output, StringComparison.Ordinal);
        Assert.Contains("\"loads\": null", Daemon.Ask(_folder, "status", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OfARunningDaemonItShowsTheJobInHandAndWhyOthersWait()
    {
        LargeImage.Write(_folder["inbox/large.tar"]);
        using var daemon = Daemon.Start(_folder);
        Squashd.WaitUntil(() => Directory.GetFiles(_folder["outbox"], ".*").Length > 0, "the part appears");
        File.WriteAllText(_folder["inbox/half.tar"], "half");
        Squashd.WaitUntil(
            () => Daemon.Ask(_folder, "status").Output.Contains("it is not complete", StringComparison.Ordinal)
                || File.Exists(_folder["outbox/large.tar.json"]),
            "it tells of both");
        var output = Daemon.Ask(_folder, "status").Output;
        Assert.Contains("squashd runs (process ", output, StringComparison.Ordinal);
        Squashd.WaitUntil(
            () => Daemon.Ask(_folder, "status", "--json").Output.Contains("\"incomplete\"", StringComparison.Ordinal), "it tells why");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void WhatFailedIsPutBackByNameOrJob()
    {
        foreach (var name in new[] { "a.tar", "b.tar", "c.tar" })
        {
            File.Copy(_folder["demo.tar"], _folder[$"inbox/{name}"]);
            File.WriteAllText(_folder[$"inbox/{name}.squash.conf"], "[squash]\nlayout = odd\n");
        }
        Daemon.Drain(_folder);
        var failed = JsonDocument.Parse(Daemon.Ask(_folder, "status", "--json").Output).RootElement.GetProperty("failed");
        var id = failed.EnumerateArray().Single(image => image.GetProperty("folder").GetString() == "b.tar")
            .GetProperty("error").GetProperty("id").GetString()!;
        var (unknown, _, error) = Daemon.Ask(_folder, "retry", "a.tar", "nothing.tar");
        Assert.Equal(2, unknown);
        Assert.Contains("no failed image is called nothing.tar; there are: a.tar, b.tar, c.tar", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Files("inbox"));
        Assert.Equal(0, Daemon.Ask(_folder, "retry", "a.tar", id).Code);
        Assert.Equal(["a.tar", "a.tar.squash.conf", "b.tar", "b.tar.squash.conf"], _folder.Files("inbox"));
        Assert.Equal(["c.tar"], Directory.GetDirectories(_folder["failed"]).Select(Path.GetFileName));
        Assert.Equal(2, Daemon.Ask(_folder, "retry").Code);
    }

    [Fact]
    public void WhatIsNoLongerThereIsNotPutBack()
    {
        foreach (var name in new[] { "a.tar", "b.tar" })
            File.WriteAllText(_folder[$"inbox/{name}"], "no archive");
        Daemon.Drain(_folder, "spool.incomplete_timeout=1s");
        Squashd.WaitUntil(() => Daemon.Drain(_folder, "spool.incomplete_timeout=1s") is { Code: 0 }, "both have failed");
        File.Move(_folder["failed/b.tar/input"], _folder["elsewhere"]);
        var (code, output, error) = Daemon.Ask(_folder, "retry", "a.tar", "b.tar");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("b.tar: there is nothing to put back", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Files("inbox"));
        Assert.Equal(["error.json", "error.txt", "job.json"], _folder.Files("failed/b.tar"));
        File.Move(_folder["elsewhere"], _folder["failed/b.tar/input"]);
        Assert.Equal(0, Daemon.Ask(_folder, "retry", "a.tar", "b.tar").Code);
        Assert.Equal(["a.tar", "b.tar"], _folder.Files("inbox"));
    }
}
