using System.Globalization;
using System.Text.Json;

namespace Interop.Tests;

/// <summary>What <c>inspect</c> says of the disk under VFS is what podman's VFS driver takes of it.</summary>
[Collection(LabGroup.Name)]
public sealed class VfsDiskTests(Lab lab)
{
    private const double Tolerance = 0.05;

    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void InspectSaysWhatPodmanTakes(string image)
    {
        var original = lab.Archive(image, "docker.tar");
        var flat = lab.PathOf($"{image}.disk.tar");
        Squashd.Squash(original, flat);
        var (before, after) = (Disk(original), Disk(flat));
        // What is promised for the flat image is what is then said of it.
        Assert.Equal(before.Flat, after.Flat);
        Assert.Equal(after.Flat, after.Vfs);
        var taken = Compare(image, original, before.Vfs);
        Assert.True(Compare($"{image}, squashed", flat, after.Vfs) < taken, "squashing has saved nothing");
        File.Delete(flat);
    }

    private long Compare(string what, string archive, long said)
    {
        // What a directory takes is its file system's to say; the lab's may be in memory, where it takes nothing.
        var folder = Directory.CreateDirectory(lab.PathOf("vfs-disk")).FullName;
        Tool.Run("sh", "-ec", $"truncate -s 32G {folder}.img && mkfs.ext4 -q -F {folder}.img && mount -o loop {folder}.img {folder}");
        long taken;
        try
        {
            using var podman = new Podman(folder, "vfs");
            podman.Load(archive);
            var du = Tool.Run("du", "-sB1", Path.Combine(folder, "root", "vfs", "dir"));
            taken = long.Parse(du.Split('\t')[0], CultureInfo.InvariantCulture);
            // A reset would remove file by file what goes with the image.
            podman.Abandon();
        }
        finally
        {
            Tool.Try("umount", "-l", folder);
            File.Delete($"{folder}.img");
        }
        var difference = (double)said / taken - 1;
        lab.Ran("podman vfs", string.Create(
            CultureInfo.InvariantCulture, $"{what}: inspect says {said} bytes, du {taken} ({difference:+0.00 %;-0.00 %})"));
        Assert.InRange(difference, -Tolerance, Tolerance);
        return taken;
    }

    private static (long Vfs, long Flat) Disk(string archive)
    {
        using var document = JsonDocument.Parse(Tool.Run(Squashd.Path, "inspect", archive, "--json"));
        var disk = document.RootElement.GetProperty("report").GetProperty("images")[0].GetProperty("disk");
        return (disk.GetProperty("vfs_bytes").GetInt64(), disk.GetProperty("flat_bytes").GetInt64());
    }
}
