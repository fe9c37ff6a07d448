namespace SquashDaemon.Spool;

/// <summary>Reads a file that should be small; no link is followed and no FIFO waited on.</summary>
internal static class SmallFile
{
    /// <summary>Its bytes; null if there is none, or if it is too large or no regular file.</summary>
    public static byte[]? Read(string path, int longest)
    {
        if (FileIdentity.Of(path, follow: false) is not { IsRegular: true })
            return null;
        using var file = InputFile.Open(path, follow: false);
        if (!file.Identity.IsRegular || file.Identity.Size > longest)
            return null;
        var bytes = new byte[file.Identity.Size];
        var length = file.Read(bytes, 0);
        return length == bytes.Length ? bytes : bytes[..length];
    }
}
