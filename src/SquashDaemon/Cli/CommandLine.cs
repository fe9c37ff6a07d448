using System.CommandLine;
using System.CommandLine.Parsing;
using Squash.Text;

namespace SquashDaemon.Cli;

/// <summary>The command line of <c>squashd</c>.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; the exit code.</summary>
    public static int Run(string[] arguments)
    {
        StandardStream.Install();
        try
        {
            // A name may begin with "@", and no file of options is meant by it.
            var parsed = Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return Mistakes(arguments, parsed).ToList() is { Count: > 0 } mistakes
                ? Refuse(mistakes, new Report(SpeechOptions.Of(parsed)))
                : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UserError error)
        {
            Console.Error.WriteLine($"squashd: {error.Message}");
            return error.ExitCode;
        }
    }

    private static IEnumerable<string> Mistakes(string[] arguments, ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            yield return Printable.Text(error.Message);
        // .NET has put this in the place of bytes that are no text, so another file would be meant.
        if (arguments.Any(argument => argument.Contains('\uFFFD', StringComparison.Ordinal)))
            yield return "an argument is not UTF-8; rename the file, or drop it into the inbox, which takes any name";
        foreach (var result in parsed.CommandResult.Children.Where(result => result.Tokens.Any(token => token.Value.Length == 0)))
            if (result is OptionResult { Option.Name: not "--message" } or ArgumentResult)
                yield return $"{(result as OptionResult)?.Option.Name ?? ((ArgumentResult)result).Argument.Name} is empty; give a value";
    }

    private static int Refuse(IReadOnlyList<string> mistakes, Report report)
    {
        var failure = new Failure(ExitCode.Usage, string.Join('\n', mistakes)) { Choices = ["Try 'squashd --help'."] };
        report.Fail(failure, new UserError(failure.ExitCode, failure.Sentence));
        return failure.ExitCode;
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
