using System.Text;
using Squash.Blobs;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>
/// Standard output or error. What cannot be written to output is an error that says so, whatever was at work; what cannot
/// be written to error is lost, since nothing is left to say it on.
/// </summary>
internal sealed class StandardStream(Stream inner, bool isOutput) : ForwardWriteStream
{
    /// <summary>Puts both in the place of the console's own.</summary>
    public static void Install()
    {
        Console.SetOut(Writer(Console.OpenStandardOutput(), isOutput: true));
        Console.SetError(Writer(Console.OpenStandardError(), isOutput: false));
    }

    /// <exception cref="UserError">Standard output cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (Errno.IsFailedCall(error))
        {
            if (isOutput)
                throw new UserError(ExitCode.InputOutput, $"cannot write standard output: {Trouble.Text(error)}");
        }
    }

    private static StreamWriter Writer(Stream stream, bool isOutput) =>
        new(new StandardStream(stream, isOutput), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
