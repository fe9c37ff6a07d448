using System.Runtime.InteropServices;

namespace SquashDaemon.Spool;

/// <summary>The error numbers that decide what happens next, and exceptions that carry one as .NET's own do.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int BadDescriptor = 9;
    public const int Again = 11;
    public const int NoMemory = 12;
    public const int Access = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int Invalid = 22;
    public const int TableFull = 23;
    public const int TooManyOpen = 24;
    public const int TextBusy = 26;
    public const int TooBig = 27;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NameTooLong = 36;
    public const int NoLocks = 37;
    public const int NoSystemCall = 38;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int Overflow = 75;
    public const int NotSupported = 95;
    public const int NotConnected = 107;
    public const int TimedOut = 110;
    public const int Stale = 116;
    public const int RemoteInputOutput = 121;
    public const int Quota = 122;

    /// <summary>An exception for the last failed call; its HResult is the errno.</summary>
    public static IOException Last(string what, string path) => Of(Marshal.GetLastPInvokeError(), what, path);

    /// <summary>An exception for an errno.</summary>
    public static IOException Of(int errno, string what, string path) =>
        new($"{what} {path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);

    /// <summary>Whether .NET tells of a failed call by this exception.</summary>
    public static bool IsFailedCall(Exception error) =>
        // The last is for a file beyond the largest size.
        error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>The same of what .NET throws, which does not say what was tried, and of an open file not which.</summary>
    public static IOException Of(Exception error, string what, string path) => error switch
    {
        UnauthorizedAccessException { InnerException: IOException inner } => Of(inner.HResult, what, path),
        UnauthorizedAccessException => Of(Access, what, path),
        DirectoryNotFoundException => Of(NoEntry, what, path),
        PathTooLongException => Of(NameTooLong, what, path),
        ArgumentOutOfRangeException => Of(TooBig, what, path),
        _ => Of(error.HResult, what, path),
    };
}
