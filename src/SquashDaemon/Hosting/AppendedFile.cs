using System.Globalization;
using System.Text;
using Serilog.Sinks.File;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Hosting;

/// <summary>
/// Lets every line of a log file go to its end, wherever that is by then: daemons of several spools may share a log, and
/// .NET would write each at the place where it believes the end to be.
/// </summary>
internal sealed class AppendedFile : FileLifecycleHooks
{
    private const string Descriptors = "/proc/self/fd";

    /// <inheritdoc/>
    public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
    {
        // What is handed over counts bytes and hides the file, so that it is looked for among all that is open.
        var real = RealPath.Of(path);
        try
        {
            foreach (var link in new DirectoryInfo(Descriptors).EnumerateFileSystemInfos().Where(link => link.LinkTarget == real))
                _ = LibC.Fcntl(int.Parse(link.Name, CultureInfo.InvariantCulture), LibC.SetStatusFlags, LibC.Append);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without /proc a log that nobody shares is as good as ever.
        }
        return underlyingStream;
    }
}
