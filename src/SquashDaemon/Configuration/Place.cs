using SquashDaemon.Spool;

namespace SquashDaemon.Configuration;

/// <summary>Where a path leads: to the nearest folder on its way that is there, links followed, and on from there.</summary>
/// <param name="Device">The device of that folder.</param>
/// <param name="Inode">The number of that folder.</param>
/// <param name="Rest">What is not there yet.</param>
internal readonly record struct Place(ulong Device, ulong Inode, string Rest)
{
    /// <summary>The place of a full path.</summary>
    public static Place Of(string path)
    {
        var rest = "";
        for (var folder = path; ; folder = Path.GetDirectoryName(folder)!)
        {
            if (Find(folder) is { } there)
                return new Place(there.Device, there.Inode, rest);
            if (folder == "/")
                return new Place(0, 0, path);
            rest = $"/{Path.GetFileName(folder)}{rest}";
        }
    }

    private static FileIdentity? Find(string path)
    {
        try
        {
            return FileIdentity.Of(path);
        }
        catch (IOException)
        {
            // What may not be looked at is as good as not there.
            return null;
        }
    }
}
