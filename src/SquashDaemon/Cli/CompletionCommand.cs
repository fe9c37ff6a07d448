using System.CommandLine;
using System.Text.Json;

namespace SquashDaemon.Cli;

/// <summary><c>squashd completion SHELL</c>: a script by which a shell completes our words.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash, zsh or fish" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script, for example: source <(squashd completion bash)") { Shell };
        command.SetAction(parsed =>
        {
            var shell = parsed.GetValue(Shell)!;
            var script = CompletionScript.For(shell);
            Console.Out.WriteLine(SpeechOptions.Of(parsed).IsJson
                ? JsonSerializer.Serialize(new CompletionDocument(shell, script), CliJson.Default.CompletionDocument)
                : script);
            return ExitCode.Done;
        });
        return command;
    }
}
