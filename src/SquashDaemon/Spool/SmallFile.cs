namespace SquashDaemon.Spool;

/// <summary>Reads a file that should be small; no link is followed and no FIFO waited on.</summary>
internal static class SmallFile
{
    /// <summary>Its bytes; null if there is none, or if it is too large or no regular file.</summary>
    public static byte[]? Read(string path, int longest)
    {
        if (FileIdentity.Of(path, follow: false) is not { IsRegular: true } || Open(path) is not { } opened)
            return null;
        using var file = opened;
        if (!file.Identity.IsRegular || file.Identity.Size > longest)
            return null;
        var bytes = new byte[file.Identity.Size];
        var length = file.Read(bytes, 0);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>Opens it; null if it has gone since it was looked at.</summary>
    private static InputFile? Open(string path)
    {
        try
        {
            return InputFile.Open(path, follow: false);
        }
        catch (IOException error) when (error.HResult == Errno.NoEntry)
        {
            return null;
        }
    }
}
