using System.Text;
using SquashDaemon.Spool;

namespace Faults.Disks;

/// <summary>Images, each of another content, and what comes of each when nothing disturbs.</summary>
internal sealed class Batch : IDisposable
{
    private readonly TempFolder _images = new();

    public Batch(int count, int bytes)
    {
        Directory.CreateDirectory(_images["inbox"]);
        for (var number = 0; number < count; number++)
            TinyImage.Write(_images[$"inbox/{number:d2}.tar"], new string((char)('0' + number), bytes + number));
        Archives = _images.Files("inbox").ToDictionary(name => name, name => File.ReadAllBytes(_images[$"inbox/{name}"]));
        Assert.Equal(0, Daemon.Drain(_images).Code);
        Flat = Archives.Keys.ToDictionary(name => name, name => File.ReadAllBytes(_images[$"outbox/{name}"]));
    }

    /// <summary>The originals by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Archives { get; }

    /// <summary>The outputs by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Flat { get; }

    public void Dispose() => _images.Dispose();

    /// <summary>Drops one so that no power cut takes it back.</summary>
    public void Drop(string name, string inbox)
    {
        Durable.WriteFile(Path.Combine(inbox, $".{name}"), Path.Combine(inbox, name), Archives[name]);
        Durable.FlushDirectory(inbox);
    }

    /// <summary>The names of all originals in a spool, wherever they are; what they hold is what was dropped.</summary>
    public List<string> Find(string spool)
    {
        var found = new List<string>();
        foreach (var folder in new[] { "inbox", "done" }.Select(name => Path.Combine(spool, name)).Where(Directory.Exists))
            found.AddRange(DirectoryListing.Names(folder).Where(name => !name.StartsWith('.') && IsWhole(Path.Combine(folder, name), Archives[name])));
        foreach (var folder in Inputs(spool))
        {
            var record = folder.Read();
            Assert.True(record is not null, $"the name of {folder.Path} is lost");
            Assert.True(IsWhole(folder.Input, Archives[record.Name.Text]), $"{record.Name.Text} is damaged");
            found.Add(record.Name.Text);
        }
        return found;
    }

    /// <summary>Outputs that can be seen.</summary>
    public static string[] Visible(string spool) =>
        !Directory.Exists(Path.Combine(spool, "outbox")) ? []
        : [.. DirectoryListing.Names(Path.Combine(spool, "outbox")).Where(name => name.EndsWith(".tar", StringComparison.Ordinal))];

    /// <summary>Outputs that are not what they should be, or that nobody dropped.</summary>
    public string[] Damaged(string spool) =>
        [.. Visible(spool).Where(name => !Flat.TryGetValue(name, out var bytes) || !IsWhole(Path.Combine(spool, "outbox", name), bytes))];

    /// <summary>Reports that are not whole.</summary>
    public static string[] DamagedReports(string spool) =>
        [.. Visible(spool).Select(name => Path.Combine(spool, "outbox", $"{name}.json"))
            .Where(path => File.Exists(path) && !Encoding.UTF8.GetString(SmallFile.Read(path, 1 << 20) ?? []).TrimEnd().EndsWith('}'))];

    private static IEnumerable<JobFolder> Inputs(string spool)
    {
        var work = Path.Combine(spool, "work");
        return !Directory.Exists(work) ? [] : Directory.GetDirectories(work).Select(path => new JobFolder(path)).Where(job => File.Exists(job.Input));
    }

    private static bool IsWhole(string path, byte[] bytes) => File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
}
