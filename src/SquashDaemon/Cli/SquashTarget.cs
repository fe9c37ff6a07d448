using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>Where the flat archive goes, checked before any work is done.</summary>
internal static class SquashTarget
{
    /// <summary>IMAGE with <c>.flat</c> before its suffix; the output is never compressed, so that suffix goes.</summary>
    public static string DefaultOf(string image)
    {
        var name = Path.GetFileName(image);
        return Path.Combine(Path.GetDirectoryName(image) ?? "", $"{FreeName.Stem(name)}.flat.tar");
    }

    /// <summary>The full path to write to.</summary>
    /// <exception cref="UserError">It is the image itself, exists, or its folder cannot be written.</exception>
    public static string Check(string target, FileIdentity? image, bool force)
    {
        var path = Path.GetFullPath(target);
        var shown = Printable.Text(target);
        if (NameBytes.Encode(Path.GetFileName(PartFile.PathOf(path))).Length - NameBytes.Longest is > 0 and var excess)
            throw new UserError(ExitCode.Usage, $"the name of the output is too long by {excess} bytes; choose another with -o");
        if (FileIdentity.Of(path) is { } existing)
        {
            if (existing.IsDirectory)
                throw new UserError(ExitCode.Usage, $"{shown} is a folder; name a file in it with -o");
            if (!existing.IsRegular)
                throw new UserError(ExitCode.Usage, $"{shown} is no regular file; name one with -o, or '-' for standard output");
            if (image is { } identity && existing.IsSameFile(identity))
                throw new UserError(ExitCode.Usage, $"{shown} is the image itself; choose another name with -o");
            if (!force)
                throw new UserError(ExitCode.Usage, $"{shown} exists; choose another name with -o, or overwrite it with --force");
        }
        else if (!force && FileIdentity.Of(path, follow: false) is not null)
        {
            throw new UserError(
                ExitCode.Usage, $"{shown} is a link to nothing; choose another name with -o, or replace it with --force");
        }
        var folder = Path.GetDirectoryName(path)!;
        if (FileIdentity.Of(folder) is not { IsDirectory: true })
            throw new UserError(
                ExitCode.Usage, $"the folder {Printable.Text(folder)} does not exist; make it, or choose another with -o");
        return path;
    }

    /// <summary>Refuses what was made of an archive that somebody wrote to meanwhile.</summary>
    public static void RequireUnchanged(InputFile input, string shown)
    {
        if (input.HasChanged)
            throw new UserError(ExitCode.Temporary, $"{shown} changed while it was read; wait until it is written and try again");
    }

    /// <summary>Opens an archive, and says in words why it cannot be.</summary>
    public static InputFile OpenImage(string image)
    {
        var shown = Printable.Text(image);
        if (FileIdentity.Of(image) is not { } identity)
            throw new UserError(ExitCode.Usage, $"{shown} does not exist; name an image archive (docker save -o FILE IMAGE)");
        if (identity.IsDirectory)
            throw new UserError(
                ExitCode.Usage, $"{shown} is a folder, not an image archive; save the image into one file (docker save, podman save)");
        if (!identity.IsRegular)
            throw new UserError(ExitCode.Usage, $"{shown} is not a regular file; save the image into one first");
        return InputFile.Open(image, follow: true);
    }
}
