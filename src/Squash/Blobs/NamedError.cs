namespace Squash.Blobs;

/// <summary>
/// What .NET throws when a file fails says neither what was tried nor, of a file that it has not opened itself, of which
/// file.
/// </summary>
internal static class NamedError
{
    /// <summary>The same error, which says what was tried.</summary>
    public static IOException Of(string what, Exception error)
    {
        // Within what says that access is denied there is the error of the call.
        var cause = error.InnerException ?? error;
        return new IOException($"{what}: {cause.Message}", cause.HResult);
    }
}
