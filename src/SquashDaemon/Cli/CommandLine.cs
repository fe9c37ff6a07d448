using System.CommandLine;

namespace SquashDaemon.Cli;

/// <summary>The command line of <c>squashd</c>.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; the exit code.</summary>
    public static int Run(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"squashd: {Squash.Text.Printable.Text(error.Message)}");
            Console.Error.WriteLine("Try 'squashd --help'.");
            return ExitCode.Usage;
        }
        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Squashes container image archives into one layer, without a container engine.")
        {
            SquashCommand.Create(),
            RunCommand.Create(),
            InspectCommand.Create(),
            StatusCommand.Create(),
            RetryCommand.Create(),
            CheckCommand.Create(),
            VerifyCommand.Create(),
            InstallCommand.Create(),
            InstallCommand.CreateUninstall(),
            DemoCommand.Create(),
            CompletionCommand.Create(),
        };
        SpeechOptions.AddTo(root);
        return root;
    }
}
