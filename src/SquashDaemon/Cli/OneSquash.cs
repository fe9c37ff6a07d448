using Squash;
using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>Squashes one archive from and to wherever the user says.</summary>
internal sealed class OneSquash(SquashOptions options, Verbosity verbosity, bool force)
{
    /// <summary>Writes a file, which appears when it is complete.</summary>
    public SquashReport ToFile(string image, string output, CancellationToken cancellation)
    {
        using var named = Pipe.IsMeant(image) ? null : SquashTarget.OpenImage(image);
        var target = SquashTarget.Check(output, named?.Identity, force);
        using var input = named ?? Pipe.Spool(options.ScratchDirectory, cancellation);
        using var part = PartFile.Create(target, input.Identity);
        var report = Squash(input, image, part.Stream, cancellation);
        if (!part.TryPublish(target, force))
            throw new UserError(ExitCode.Usage, $"{Printable.Text(target)} has appeared meanwhile; choose another name with -o, or overwrite it with --force");
        return report;
    }

    /// <summary>Writes to standard output; what goes wrong later leaves an archive without its manifest, which nothing loads.</summary>
    public SquashReport ToPipe(string image, CancellationToken cancellation)
    {
        using var output = Pipe.Open(options.ScratchDirectory);
        using var input = Pipe.IsMeant(image)
            ? Pipe.Spool(options.ScratchDirectory, cancellation)
            : SquashTarget.OpenImage(image);
        var report = Squash(input, image, output, cancellation);
        output.Flush();
        return report;
    }

    private SquashReport Squash(InputFile input, string image, Stream target, CancellationToken cancellation)
    {
        var shown = Pipe.IsMeant(image) ? Pipe.InputName : Printable.Text(Path.GetFileName(image));
        var report = ProgressLine.Show(verbosity, shown, progress =>
            new Squasher(options).Squash(input.Handle, target, progress, cancellation));
        SquashTarget.RequireUnchanged(input, shown);
        return report;
    }
}
