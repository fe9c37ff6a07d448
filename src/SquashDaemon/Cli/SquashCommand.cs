using System.CommandLine;
using Squash;
using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd squash IMAGE</c>: one archive, now.</summary>
internal static class SquashCommand
{
    private static readonly Argument<string> Image = new("IMAGE")
    {
        Description = "An archive of docker save, podman save, skopeo or buildx, compressed or not",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The flat archive; by default IMAGE with .flat before its suffix",
        HelpName = "OUT",
    };

    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Overwrite OUT" };

    private static readonly Option<string?> Scratch = new("--scratch")
    {
        Description = "Where a compressed archive is expanded; by default the folder of OUT",
        HelpName = "DIR",
    };

    private static readonly Option<bool> NoVerify = new("--no-verify")
    {
        Description = "Skip the digests of input that the output does not need",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("squash", "Squash every image of an archive into one layer") { Image, Output, Force, Scratch, NoVerify };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        var report = new Report(verbosity);
        var image = parsed.GetValue(Image)!;
        return Failure.Guard(report, image, cancellation =>
        {
            using var input = SquashTarget.OpenImage(image);
            var target = SquashTarget.Check(
                parsed.GetValue(Output) ?? SquashTarget.DefaultOf(image), input, parsed.GetValue(Force));
            var options = new SquashOptions
            {
                ScratchDirectory = parsed.GetValue(Scratch) ?? Path.GetDirectoryName(target)!,
                Verify = !parsed.GetValue(NoVerify),
            };
            using var part = PartFile.Create(target, input.Identity);
            var result = ProgressLine.Show(verbosity, Printable.Text(Path.GetFileName(image)), progress =>
                new Squasher(options).Squash(input.Handle, part.Stream, progress, cancellation));
            if (input.HasChanged)
                throw new UserError(ExitCode.Temporary, $"{Printable.Text(image)} changed while it was read; wait until it is written and try again");
            if (!part.TryPublish(target, parsed.GetValue(Force)))
                throw new UserError(ExitCode.Usage, $"{Printable.Text(target)} has appeared meanwhile; choose another name with -o, or overwrite it with --force");
            report.Done(Printable.Text(target), result);
            return ExitCode.Done;
        });
    }
}
