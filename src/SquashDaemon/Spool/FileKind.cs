namespace SquashDaemon.Spool;

/// <summary>Which kinds of file are never taken.</summary>
internal static class FileKind
{
    /// <summary>Why a file of this kind is not taken; null if it may be.</summary>
    public static string? Refusal(FileIdentity file)
    {
        if (file.IsSymbolicLink)
            return "it is a symbolic link; put the archive itself here";
        if (file.IsDirectory)
            return "it is a folder; put archives here, each as one file";
        if (!file.IsRegular)
            return "it is not a regular file";
        // Another name may be somebody else's, who would find the content in the outbox.
        return file.Links > 1 ? "it has more names elsewhere (hard links); copy it here instead" : null;
    }
}
