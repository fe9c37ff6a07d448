using System.Globalization;

namespace SquashDaemon.Tests.Cli;

/// <summary>Signals to a command that waits for something that nobody can cancel.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Terminate = 15;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhoAsksAgainLaterIsNotKeptWaiting()
    {
        Assert.Equal(0, Squashd.Shell(_folder.Path, "mkfifo squashd.conf").Code);
        using var command = Squashd.Start("status", "-c", _folder["squashd.conf"]);
        Squashd.WaitUntil(() => Catches(command.Id, Terminate), "it listens to signals");
        Squashd.Signal(command, "TERM");
        Squashd.WaitUntil(
            () =>
            {
                Squashd.Signal(command, "INT");
                return command.HasExited;
            },
            "it ends");
        Assert.NotEqual(0, command.ExitCode);
    }

    private static bool Catches(int process, int signal)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        var caught = ulong.Parse(line["SigCgt:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (caught >> (signal - 1) & 1) != 0;
    }
}
