namespace Faults.Disks;

/// <summary>An outbox that is a subvolume of btrfs with a quota.</summary>
internal sealed class QuotaDisk : IDisposable
{
    private readonly TempFolder _folder;

    public QuotaDisk(TempFolder folder, string limit)
    {
        Need.Root();
        Need.Programs("mkfs.btrfs");
        _folder = folder;
        Run("truncate -s 128M btrfs.image && mkfs.btrfs -q btrfs.image && mkdir btrfs && mount -o loop btrfs.image btrfs");
        Run($"btrfs -q quota enable btrfs && btrfs -q subvolume create btrfs/outbox && btrfs -q qgroup limit {limit} btrfs/outbox");
    }

    /// <summary>Where it is.</summary>
    public string Outbox => _folder["btrfs/outbox"];

    /// <summary>Takes the limit away.</summary>
    public void Lift() => Run("btrfs -q qgroup limit none btrfs/outbox");

    public void Dispose() => Squashd.Shell(_folder.Path, "umount -l btrfs");

    private void Run(string command) => Assert.Equal(0, Squashd.Shell(_folder.Path, command).Code);
}
