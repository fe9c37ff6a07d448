using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>The descriptors 0, 1 and 2, which whoever starts us may have left closed.</summary>
internal static class StandardDescriptors
{
    /// <summary>
    /// Takes the place of each that is closed, or the next file opened would be standard output or error. To read or write it
    /// fails as if it were closed still.
    /// </summary>
    public static void Fill()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
            if (LibC.Fcntl(descriptor, LibC.GetDescriptorFlags, 0) < 0)
                _ = LibC.Open("/", LibC.PathOnly, 0);
    }
}
