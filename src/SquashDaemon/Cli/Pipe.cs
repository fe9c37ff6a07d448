using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Squash.Blobs;
using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>Standard input and output in the place of files.</summary>
internal static class Pipe
{
    /// <summary>What users write for them.</summary>
    public const string Name = "-";

    /// <summary>What messages call standard input.</summary>
    public const string InputName = "standard input";

    /// <summary>What messages call standard output.</summary>
    public const string OutputName = "standard output";

    private const int BufferBytes = 1 << 18;

    /// <summary>Whether a user means one of them.</summary>
    public static bool IsMeant(string path) => path == Name;

    /// <summary>Keeps all of standard input in a file without a name.</summary>
    public static InputFile Spool(string folder, CancellationToken cancellation)
    {
        if (!Console.IsInputRedirected)
            throw new UserError(ExitCode.Usage, "standard input is a terminal; pipe an image archive into it (docker save IMAGE | squashd squash -)");
        RequireFolder(folder);
        var scratch = ScratchFile.Create(folder);
        // A read of a pipe on which nobody writes cannot be interrupted, so it is left behind.
        try
        {
            Task.Run(() => CopyInput(scratch), cancellation).Wait(cancellation);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
        }
        return InputFile.Of(scratch);
    }

    /// <summary>Standard output, for an archive.</summary>
    public static Stream Open(string scratchFolder)
    {
        if (!Console.IsOutputRedirected)
            throw new UserError(ExitCode.Usage, "standard output is a terminal; redirect it (squashd squash IMAGE -o - | podman load) or name a file with -o");
        RequireFolder(scratchFolder);
        return Console.OpenStandardOutput();
    }

    private static void CopyInput(SafeFileHandle target)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[BufferBytes];
        for (long offset = 0; input.Read(buffer) is var read and > 0; offset += read)
            ScratchFile.Write(target, buffer.AsSpan(0, read), offset);
    }

    private static void RequireFolder(string folder)
    {
        if (FileIdentity.Of(folder) is not { IsDirectory: true })
            throw new UserError(ExitCode.Usage, $"the folder {Printable.Text(folder)} does not exist; make it, or choose another with --scratch");
    }
}
