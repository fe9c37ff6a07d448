using Squash;
using Squash.Text;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>Any failure as an exit code and one sentence.</summary>
/// <param name="ExitCode">What the process ends with.</param>
/// <param name="Sentence">What went wrong and what to do.</param>
internal sealed record Failure(int ExitCode, string Sentence)
{
    /// <summary>What there is to choose from, should the sentence say so; a line each.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>
    /// Runs a command; what it throws becomes a sentence on standard error, or a document with --json.
    /// </summary>
    public static int Guard(
        Report report, string subject, Func<CancellationToken, int> command, bool endsOnHangup = true)
    {
        using var interruption = new Interruption(endsOnHangup);
        try
        {
            return command(interruption.Token);
        }
        catch (Exception error)
        {
            var failure = Of(error, Printable.Text(subject));
            report.Fail(failure, error);
            return failure.ExitCode;
        }
    }

    private static Failure Of(Exception error, string subject) => error switch
    {
        UserError mistake => new(mistake.ExitCode, mistake.Message),
        ChoiceException choice => new(Cli.ExitCode.Usage, $"{subject}: {choice.Message}") { Choices = choice.Choices },
        OperationCanceledException => new(Cli.ExitCode.Interrupted, $"{subject}: interrupted; nothing was written"),
        InvalidDataException => new(
            Cli.ExitCode.Refused,
            $"{subject} is refused: {error.Message}; save the image again, or report it if an engine loads it"),
        NotSupportedException => new(Cli.ExitCode.Refused, $"{subject} is refused: {error.Message}"),
        UnauthorizedAccessException { InnerException: IOException { HResult: Errno.BadDescriptor } } => new(
            Cli.ExitCode.InputOutput, $"{subject}: standard input or output is closed; redirect it"),
        UnauthorizedAccessException => new(Cli.ExitCode.Permission, $"{subject}: {Text(error)}; ask for access to it"),
        IOException { HResult: Errno.Access or Errno.NotPermitted } => new(
            Cli.ExitCode.Permission, $"{subject}: {Text(error)}; ask for access to it"),
        IOException { HResult: Errno.NoSpace or Errno.Quota } => new(
            Cli.ExitCode.Temporary, $"{subject}: {Text(error)}; make room there or choose another folder with -o"),
        IOException { HResult: Errno.Again } => new(
            Cli.ExitCode.Temporary, $"{subject}: another process writes its output; try again when that has ended"),
        IOException => new(Cli.ExitCode.InputOutput, $"{subject}: {Text(error)}; try again"),
        // This is how .NET reports a file that grows beyond what may be.
        ArgumentOutOfRangeException { ParamName: "value" } => new(Cli.ExitCode.InputOutput, $"{subject}: {Trouble.Text(error)}"),
        _ => new(Cli.ExitCode.InputOutput, $"{subject}: this is a fault of squashd ({Text(error)}); run it with --verbose and report it"),
    };

    private static string Text(Exception error) => Printable.Text(error.Message).TrimEnd('.');
}
