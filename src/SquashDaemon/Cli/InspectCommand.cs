using System.CommandLine;
using Squash;
using Squash.Text;

namespace SquashDaemon.Cli;

/// <summary><c>squashd inspect IMAGE</c>: what is in an archive, and what it costs.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Image = new("IMAGE")
    {
        Description = "An archive of docker save, podman save, skopeo or buildx, compressed or not; - reads standard input",
    };

    private static readonly Option<string?> Platform = new("--platform")
    {
        Description = "Only the images of this platform",
        HelpName = "OS/ARCH[/VARIANT]",
    };

    private static readonly Option<string?> Scratch = new("--scratch")
    {
        Description = "Where standard input and a compressed archive are kept meanwhile; by default the folder of IMAGE",
        HelpName = "DIR",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "inspect",
            "Show the layers of an image, what they waste, and what it takes on a disk under overlay and VFS, as it is and "
            + "squashed. Reads the whole archive and keeps a description of each path in memory")
        {
            Image, Platform, Scratch,
        };
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
            var scratch = parsed.GetValue(Scratch) ?? Path.GetDirectoryName(Path.GetFullPath(image))!;
            using var input = Pipe.IsMeant(image) ? Pipe.Spool(scratch, cancellation) : SquashTarget.OpenImage(image);
            var platform = parsed.GetValue(Platform);
            var result = ProgressLine.Show(verbosity, Printable.Text(Path.GetFileName(image)), progress =>
                new Inspector(scratch).Inspect(input.Handle, platform, progress, cancellation));
            SquashTarget.RequireUnchanged(input, Printable.Text(image));
            if (result.Images.Count == 0)
                throw new UserError(
                    ExitCode.Usage,
                    $"{Printable.Text(image)} has no image for {Printable.Text(platform)}; choose of {string.Join(", ", result.Platforms)}");
            report.Inspected(Printable.Text(image), result);
            return ExitCode.Done;
        });
    }
}
