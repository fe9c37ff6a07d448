using System.Diagnostics;

namespace Shared.Spool;

/// <summary>Runs the real program: what SQUASHD names, or what the solution built.</summary>
internal static class Squashd
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static string Program { get; } = Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 } path
        ? path
        : Path.Combine(AppContext.BaseDirectory, "squashd");

    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        return Finish(Start(arguments));
    }

    private static (int Code, string Output, string Error) Finish(Process started)
    {
        using var process = started;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        WaitForEnd(process);
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static Process Start(params string[] arguments) => Start(new ProcessStartInfo(Program, arguments));

    /// <summary>Runs a command of bash in a folder; <c>$SQUASHD</c> is the program.</summary>
    public static (int Code, string Output, string Error) Shell(string folder, string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder };
        start.Environment["SQUASHD"] = Program;
        return Finish(Start(start));
    }

    private static Process Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment["XDG_STATE_HOME"] = Path.GetTempPath();
        return Process.Start(start)!;
    }

    public static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public static int End(Process process, string signal)
    {
        Signal(process, signal);
        WaitForEnd(process);
        return process.ExitCode;
    }

    private static void WaitForEnd(Process process)
    {
        if (process.WaitForExit(Longest))
            return;
        process.Kill();
        Assert.Fail("squashd hangs");
    }

    public static void WaitUntil(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 1200, $"it never happened: {what}");
            Task.Delay(50).Wait();
        }
    }
}
