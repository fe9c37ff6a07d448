using System.CommandLine;
using Squash;
using Squash.Text;
using SquashDaemon.Configuration;

namespace SquashDaemon.Cli;

/// <summary><c>squashd squash IMAGE</c>: one archive, now.</summary>
internal static class SquashCommand
{
    private static readonly Argument<string> Image = new("IMAGE")
    {
        Description = "An archive of docker save, podman save, skopeo or buildx, compressed or not; - reads standard input",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The flat archive; by default IMAGE with .flat before its suffix; - writes to standard output",
        HelpName = "OUT",
    };

    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Overwrite OUT" };

    private static readonly Option<string?> Scratch = new("--scratch")
    {
        Description = "Where standard input and compressed archives are kept meanwhile; by default the folder of OUT",
        HelpName = "DIR",
    };

    private static readonly SettingForm<long> Size = SettingForms.Size(1 << 20, 1L << 50);

    private static readonly Option<string?> MaxUncompressed = new("--max-uncompressed")
    {
        Description = $"What the archive may expand to; a larger one is refused; by default {Size.Show(DefaultMaxUncompressed)}",
        HelpName = "SIZE",
    };

    private static readonly Option<bool> NoVerify = new("--no-verify")
    {
        Description = "Skip the digests of input that the output does not need",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("squash", "Squash every image of an archive into one layer")
        {
            Image, Output, Force, Scratch, MaxUncompressed, NoVerify,
        };
        ImageOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        var image = parsed.GetValue(Image)!;
        var output = parsed.GetValue(Output) ?? (Pipe.IsMeant(image) ? Pipe.Name : SquashTarget.DefaultOf(image));
        var report = Pipe.IsMeant(output) ? Report.BesideData(verbosity) : new Report(verbosity);
        return Failure.Guard(report, Pipe.IsMeant(image) ? Pipe.InputName : image, cancellation =>
        {
            var folder = parsed.GetValue(Scratch) ?? (Pipe.IsMeant(output) ? "." : Path.GetDirectoryName(Path.GetFullPath(output))!);
            var options = ImageOptions.Apply(
                new SquashOptions
                {
                    ScratchDirectory = folder,
                    Verify = !parsed.GetValue(NoVerify),
                    MaxUncompressedBytes = SizeOf(parsed.GetValue(MaxUncompressed)),
                },
                parsed);
            var squash = new OneSquash(options, verbosity, parsed.GetValue(Force));
            var result = Pipe.IsMeant(output) ? squash.ToPipe(image, cancellation) : squash.ToFile(image, output, cancellation);
            report.Done(Pipe.IsMeant(output) ? Pipe.OutputName : Printable.Text(Path.GetFullPath(output)), result);
            return ExitCode.Done;
        });
    }

    private static long DefaultMaxUncompressed => new LimitSettings().MaxUncompressedBytes;

    private static long SizeOf(string? text)
    {
        try
        {
            return text is null ? DefaultMaxUncompressed : Size.Parse(text);
        }
        catch (FormatException error)
        {
            throw new UserError(ExitCode.Usage, $"{MaxUncompressed.Name}: {error.Message}");
        }
    }
}
