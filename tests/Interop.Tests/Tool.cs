using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Interop.Tests;

/// <summary>Runs programs; one that fails fails the test with what it said.</summary>
internal static class Tool
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Whether the tests run in CI, where nothing may be missing.</summary>
    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Runs a program that must succeed; its standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var (code, output, error) = Try(program, arguments);
        Assert.True(code == 0, string.Create(
            CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}\n{error}"));
        return output;
    }

    /// <summary>Runs a program.</summary>
    public static (int Code, string Output, string Error) Try(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOCKER_BUILDKIT"] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} hangs");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Skips the test on a user's machine, and fails it in CI, if a program is missing or we are not root.</summary>
    public static void Need(params string[] programs)
    {
        var missing = programs.Where(program => !Paths().Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (Environment.UserName != "root")
            missing.Add("the rights of root");
        if (missing.Count == 0)
            return;
        var reason = $"this test needs {string.Join(", ", missing)}";
        Assert.False(IsCi, reason);
        Assert.Skip(reason);
    }

    private static string[] Paths() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
}
