using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>An archive that failed.</summary>
/// <param name="Folder">The name of its folder in failed.</param>
/// <param name="Error">Why.</param>
internal sealed record FailedImage(SpoolName Folder, ErrorRecord Error)
{
    /// <summary>Whether this is what a user calls so: the folder, the ID of the job, or the name in the inbox.</summary>
    public bool IsCalled(string name) =>
        Folder.Text == name || Folder.Shown == name || Error.Id == name || Error.Name.Text == name || Error.Name.Shown == name;
}
