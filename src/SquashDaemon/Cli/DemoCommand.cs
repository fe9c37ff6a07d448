using System.CommandLine;
using System.Text.Json;
using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary><c>squashd demo FILE</c>: an image archive to try the rest with.</summary>
internal static class DemoCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The archive to write" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Write a small image archive of four layers, as docker save writes one") { File };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var verbosity = SpeechOptions.Of(parsed);
        var file = parsed.GetValue(File)!;
        return Failure.Guard(new Report(verbosity), file, _ =>
        {
            var target = Path.GetFullPath(file);
            var shown = Printable.Text(file);
            if (FileIdentity.Of(target) is not null)
                throw new UserError(ExitCode.Usage, $"{shown} exists; choose another name");
            const uint readable = 0x1A4;
            using var part = PartFile.Create(target, new FileIdentity(0, 0, 0, 0, readable));
            DemoImage.Write(part.Stream);
            if (!part.TryPublish(target, replace: false))
                throw new UserError(ExitCode.Usage, $"{shown} exists; choose another name");
            if (verbosity.IsJson)
                Console.Out.WriteLine(JsonSerializer.Serialize(
                    new DemoDocument(shown, [DemoImage.Name]), CliJson.Default.DemoDocument));
            else if (!verbosity.IsQuiet)
                Console.Out.WriteLine($"{shown}: an image of four layers, {DemoImage.Name}");
            return ExitCode.Done;
        });
    }
}
