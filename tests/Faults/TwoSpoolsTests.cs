namespace Faults;

/// <summary>Two daemons of one user, each with its own spool: they share a state folder, and nothing else.</summary>
public sealed class TwoSpoolsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachTellsOfItsOwn()
    {
        foreach (var name in new[] { "one", "two" })
        {
            Directory.CreateDirectory(_folder[$"{name}/inbox"]);
            File.WriteAllText(_folder[$"{name}/inbox/{name}.tar"], "this is no archive yet");
        }
        using var one = Squashd.Start(Arguments("one", "run"));
        using var two = Squashd.Start(Arguments("two", "run"));
        foreach (var name in new[] { "one", "two" })
        {
            Squashd.WaitUntil(
                () => Squashd.Run(Arguments(name, "status")).Output.Contains($"incomplete  {name}.tar", StringComparison.Ordinal),
                $"the daemon of {name} tells what waits there");
        }
        // The second did not take the place of the first.
        Assert.Contains("incomplete  one.tar", Squashd.Run(Arguments("one", "status")).Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (Squashd.End(one, "TERM"), Squashd.End(two, "TERM")));
    }

    private string[] Arguments(string name, string command) =>
    [
        command, "--inbox", _folder[$"{name}/inbox"], "--set", "spool.settle=0s", "--set", $"spool.state={_folder["state"]}",
    ];
}
