using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// A file of a job may not be read. It is its owner's, who can take that right away at any time, so nobody else waits for
/// it. The message is safe to print.
/// </summary>
internal sealed class DeniedException(string message) : Exception(message)
{
    /// <summary>Opens such a file.</summary>
    /// <exception cref="DeniedException">It may not be read.</exception>
    public static T Guard<T>(string shown, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IOException error) when (error.HResult is Errno.Access or Errno.NotPermitted)
        {
            throw new DeniedException($"squashd may not read {shown} (user {Account.Name}): {Printable.Text(error.Message)}");
        }
    }
}
