using System.Globalization;
using Microsoft.Win32.SafeHandles;
using SquashDaemon.Spool;

namespace SquashDaemon.Hosting;

/// <summary>
/// Whether a stream of ours leads into the journal: systemd names the one that it opened in <c>JOURNAL_STREAM</c>, as
/// device and inode. The variable alone says nothing, for a stream may be redirected since.
/// </summary>
internal static class JournalStream
{
    private const int StandardError = 2;

    /// <summary>Whether standard error does.</summary>
    public static bool IsStandardError()
    {
        using var stream = new SafeFileHandle(StandardError, ownsHandle: false);
        try
        {
            var identity = FileIdentity.Of(stream, "standard error");
            return Environment.GetEnvironmentVariable("JOURNAL_STREAM")
                == string.Create(CultureInfo.InvariantCulture, $"{identity.Device}:{identity.Inode}");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
