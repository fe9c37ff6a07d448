using System.CommandLine;
using Squash;

namespace SquashDaemon.Cli;

/// <summary><c>squashd verify ORIGINAL FLAT</c>: proves that both show the same.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Original = new("ORIGINAL") { Description = "The archive that was squashed" };

    private static readonly Argument<string> Flat = new("FLAT") { Description = "What became of it" };

    private static readonly Option<string?> Scratch = new("--scratch")
    {
        Description = "Where a compressed archive is expanded; by default the folder of FLAT",
        HelpName = "DIR",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("verify", "Prove that a flat archive shows what the original shows") { Original, Flat, Scratch };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var report = new Report(SpeechOptions.Of(parsed));
        var (original, flat) = (parsed.GetValue(Original)!, parsed.GetValue(Flat)!);
        return Failure.Guard(report, $"{original} or {flat}", cancellation =>
        {
            using var before = SquashTarget.OpenImage(original);
            using var after = SquashTarget.OpenImage(flat);
            var scratch = parsed.GetValue(Scratch) ?? Path.GetDirectoryName(Path.GetFullPath(flat))!;
            var result = new Verifier(scratch).Verify(before.Handle, after.Handle, cancellation);
            report.Verified(result);
            return result.Differences.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
    }
}
