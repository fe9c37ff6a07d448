using Interop.Tests.Packaging;

namespace Interop.Tests.Cluster;

/// <summary>An array of tasks under a real Slurm, where all goes wrong that can.</summary>
public sealed class SlurmTests(Tally tally) : IDisposable
{
    private const string Bad = "bad 'one'.tar";
    private const string Bulky = "image 05 $bulky.tar";
    private const string Packed = "packed.tar.gz";
    private readonly string _folder = Directory.CreateTempSubdirectory("slurm-").FullName;
    private SlurmCluster? _cluster;

    private SlurmCluster Cluster => _cluster!;

    private string Inbox => Path.Combine(_folder, "in box");

    private string Outbox => Path.Combine(_folder, "out%box");

    private string State => Path.Combine(Outbox, ".squashd-array");

    private string Scratch => Path.Combine(_folder, "scratch");

    /// <inheritdoc/>
    public void Dispose()
    {
        _cluster?.Dispose();
        Tool.Try("umount", Scratch);
        Tool.Try("rm", "-rf", _folder);
    }

    [Fact]
    public void EachImageIsSquashedOnceThoughANodeDiesADiskIsFullAndOneIsDamaged()
    {
        Start();
        var (code, output, error) = Submit("--job-name=images of tonight");
        Assert.True(code == 0, error);
        Assert.StartsWith("20 images", output, StringComparison.Ordinal);
        Assert.Equal(75, Submit().Code);

        // In the middle of it the node is gone, and what it wrote is not.
        Cluster.WaitFor(() => Parts().Length > 0, "the large image is being written");
        var node = Log(Bulky)[(Log(Bulky).IndexOf(" on n", StringComparison.Ordinal) + 4)..][..2];
        Cluster.Kill(node);
        Assert.NotEqual("", Parts());
        Assert.False(File.Exists(Path.Combine(Outbox, Bulky)));
        Cluster.WaitFor(() => Log(Packed).Contains("back into the queue", StringComparison.Ordinal), "the full disk is told");
        Tool.Run("mount", "-o", "remount,size=64m", Scratch);
        Cluster.WaitFor(() => Cluster.Run("squeue", "-h") == "", "all tasks have ended");

        AssertEqualToUndisturbed(19);
        AssertTask(Bad, "JobState=FAILED", "Restarts=0", "ExitCode=65:0");
        Assert.Contains("is refused: the archive is truncated", File.ReadAllText(Path.Combine(Outbox, $"{Bad}.refused.txt")), StringComparison.Ordinal);
        AssertTask(Packed, "JobState=COMPLETED", "ExitCode=0:0");
        Assert.InRange(Count(Log(Packed), "back into the queue"), 1, 10);
        Assert.Contains("No space left", Log(Packed), StringComparison.Ordinal);
        AssertTask(Bulky, "JobState=COMPLETED", "ExitCode=0:0");
        Assert.Equal(2, Count(Log(Bulky), $"{Bulky} on "));
        Assert.Equal(1, Count(Log(Bad), $"{Bad} on "));
        Assert.Equal(["list", "log"], Directory.GetFileSystemEntries(State).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Path.Combine(State, "log")), log => Assert.InRange(Count(File.ReadAllText(log), " is published"), 0, 1));

        AssertAnotherSubmissionOnlyDoesWhatIsLeft();
        tally.Ran("slurm", "20 images in an array, a node killed, a disk full, one image refused");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Makes the images and what they become undisturbed, then starts the cluster.</summary>
    private void Start()
    {
        Need.Root();
        Need.Programs("slurmctld", "slurmd", "sbatch", "munged", "unshare", "setpriv");
        Tool.Run("chmod", "755", _folder);
        // Where we are checked out is not for everybody.
        Tool.Run("cp", "-r", Package.Script("slurm"), Path.Combine(_folder, "scripts"));
        foreach (var folder in (string[])[Inbox, Outbox, Scratch, Path.Combine(_folder, "expected")])
            Directory.CreateDirectory(folder);
        for (var number = 0; number < 17; number++)
            BulkyImage.Write(Path.Combine(Inbox, $"image {number:00}.tar"), 1 << 16);
        BulkyImage.Write(Path.Combine(Inbox, Bulky));
        BulkyImage.Write(Path.Combine(Inbox, "packed.tar"), 1 << 16);
        Tool.Run("gzip", Path.Combine(Inbox, "packed.tar"));
        foreach (var image in Directory.GetFiles(Inbox))
            SquashUndisturbed(image);
        Cut();
        Tool.Run("sh", "-ec", $"chown {SlurmCluster.User} '{Outbox}'; chmod -R a+rX '{Inbox}'");
        // Compressed archives are unpacked here, where there is no room at first.
        Tool.Run("mount", "-t", "tmpfs", "-o", "size=64k,mode=1777", "scratch", Scratch);
        _cluster = new SlurmCluster(Path.Combine(_folder, "slurm"));
        Need.That(Cluster.Try(Squashd.Path, "--version").Code == 0, "any user must be able to run squashd");
    }

    private void SquashUndisturbed(string image)
    {
        var flat = Path.GetFileName(image).Replace(".gz", "", StringComparison.Ordinal);
        Tool.Run(Squashd.Path, "squash", image, "-o", Path.Combine(_folder, "expected", flat), "--quiet", "--compress", "gzip:9");
    }

    private void Cut() => Tool.Run("sh", "-ec", $"cd '{Inbox}'; head -c 40000 'image 00.tar' > \"{Bad}\"");

    private (int Code, string Output, string Error) Submit(params string[] options) => Cluster.Try(
    [
        "env", $"TMPDIR={Scratch}", Path.Combine(_folder, "scripts/squashd-array"), "--at-once", "4", Inbox, Outbox, .. options,
        "--", "--compress", "gzip:9",
    ]);

    // Folders that go meanwhile are no matter.
    private string Parts() => Tool.Try("find", State, "-name", "*.squashd.part", "-size", "+1M").Output;

    /// <summary>What the task of an image has said.</summary>
    private string Log(string image) => LogOf(image) is { } log ? File.ReadAllText(log) : "";

    private string? LogOf(string image) => Directory.GetFiles(Path.Combine(State, "log"))
        .FirstOrDefault(log => File.ReadAllText(log).Contains($": {image} on ", StringComparison.Ordinal));

    private void AssertTask(string image, params string[] members)
    {
        var told = Cluster.Run("scontrol", "--oneliner", "show", "job", Path.GetFileNameWithoutExtension(LogOf(image))!);
        Assert.All(members, member => Assert.Contains($" {member} ", told, StringComparison.Ordinal));
    }

    private void AssertEqualToUndisturbed(int count)
    {
        Assert.Equal(count, Directory.GetFiles(Outbox, "*.tar").Length);
        Tool.Run("diff", "-r", "-x", ".squashd-array", "-x", "*.refused.txt", Path.Combine(_folder, "expected"), Outbox);
    }

    private void AssertAnotherSubmissionOnlyDoesWhatIsLeft()
    {
        var (code, output, error) = Submit();
        Assert.Equal((0, "there is nothing to squash\n"), (code, output));
        Assert.Contains($"{Bad} was refused", error, StringComparison.Ordinal);
        var mended = Path.Combine(Inbox, Bad);
        BulkyImage.Write(mended, 1 << 16);
        SquashUndisturbed(mended);
        Assert.StartsWith("1 images", Submit().Output, StringComparison.Ordinal);
        Cluster.WaitFor(() => Cluster.Run("squeue", "-h") == "", "the mended image is done");
        AssertEqualToUndisturbed(20);
        Assert.Empty(Directory.GetFiles(Outbox, "*.txt"));
    }
}
