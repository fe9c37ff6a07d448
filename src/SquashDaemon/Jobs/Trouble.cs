using Squash;
using Squash.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What an exception means.</summary>
internal static class Trouble
{
    /// <summary>Attempts at what will hardly pass.</summary>
    public const int StubbornAttempts = 3;

    private const int MostChoices = 20;

    // .NET's own numbers for errors that it has types for.
    private const int NotFound = unchecked((int)0x80070002);
    private const int PathNotFound = unchecked((int)0x80070003);
    private const int NameTooLong = unchecked((int)0x800700CE);

    /// <summary>The kind; <paramref name="isNetwork"/>: the files are another host's, where an I/O error may pass.</summary>
    public static TroubleKind Of(Exception error, bool isNetwork) => error switch
    {
        InvalidDataException or NotSupportedException => TroubleKind.Refused,
        // What was asked for is not there, or is no such thing.
        ChoiceException or FormatException or SidecarException => TroubleKind.Refused,
        DeniedException => TroubleKind.Denied,
        FlushException { HResult: Errno.NoSpace or Errno.Quota } => TroubleKind.Room,
        FlushException => TroubleKind.Rewrite,
        UnauthorizedAccessException => TroubleKind.Environment,
        // This is how .NET reports a file that grows beyond what the file system or a limit allows.
        ArgumentOutOfRangeException => TroubleKind.Stubborn,
        OutOfMemoryException => TroubleKind.Transient,
        IOException => OfErrno(error.HResult, isNetwork),
        _ => TroubleKind.Fault,
    };

    /// <summary>Whether it may pass by itself, so that waiting is worth it; a wrong configuration does not.</summary>
    public static bool MayPass(Exception error) =>
        Of(error, isNetwork: true) is TroubleKind.Instant or TroubleKind.Transient or TroubleKind.Room;

    /// <summary>What is wrong, in one clause that is safe to print.</summary>
    public static string Text(Exception error) => error switch
    {
        // The engine's messages are safe already, and escaping twice would spoil them.
        InvalidDataException or NotSupportedException or SidecarException or DeniedException => error.Message.TrimEnd('.'),
        ChoiceException wrong => string.Join("; ", wrong.Choices.Take(MostChoices).Prepend(wrong.Message)).TrimEnd('.'),
        ArgumentOutOfRangeException => "a file has become larger than the file system or a limit of the process allows",
        // Which path is denied is said by who tells it.
        UnauthorizedAccessException { InnerException: IOException cause } => Printable.Text(cause.Message),
        _ => Printable.Text(error.Message).TrimEnd('.'),
    };

    private static TroubleKind OfErrno(int errno, bool isNetwork) => errno switch
    {
        Errno.Interrupted or Errno.Again or Errno.TextBusy or Errno.Busy => TroubleKind.Instant,
        Errno.Stale or Errno.TimedOut or Errno.RemoteInputOutput or Errno.NoLocks => TroubleKind.Transient,
        Errno.TooManyOpen or Errno.TableFull or Errno.NoMemory => TroubleKind.Transient,
        Errno.NoSpace or Errno.Quota => TroubleKind.Room,
        Errno.ReadOnlyFileSystem or Errno.Access or Errno.NotPermitted => TroubleKind.Environment,
        Errno.NoEntry or Errno.NotDirectory or NotFound or PathNotFound => TroubleKind.Environment,
        Errno.NotConnected or Errno.CrossDevice => TroubleKind.Environment,
        Errno.InputOutput => isNetwork ? TroubleKind.Transient : TroubleKind.Stubborn,
        Errno.TooBig or Errno.NameTooLong or NameTooLong or Errno.Overflow => TroubleKind.Stubborn,
        _ => TroubleKind.Stubborn,
    };
}
