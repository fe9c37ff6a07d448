using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>Who may read what comes of an archive: whom it belongs to, and nobody who could not read the original.</summary>
public sealed class OwnerTests : IDisposable
{
    private const uint Project = 1003;
    private const uint Read = 4;

    // An access control list: the owner, and user 65534. The bits of the group are its mask then, and say that it reads.
    private const string List =
        "0x0200000001000600ffffffff02000400feff000004000000ffffffff10000400ffffffff20000000ffffffff";

    private static readonly (uint User, uint[] Groups)[] People =
    [
        (SharedSpool.Alice, [SharedSpool.Alice]), (SharedSpool.Bob, [SharedSpool.Bob]), (SharedSpool.Bob, [Project]),
        (SharedSpool.Bob, [SharedSpool.User]), (SharedSpool.Bob, [SharedSpool.Alice]),
    ];

    private readonly SharedSpool _spool = new();
    private readonly Dictionary<string, FileIdentity> _originals = [];

    public OwnerTests()
    {
        TinyImage.Write(_spool.Outside["a.tar"], "canary");
        foreach (var group in new[] { SharedSpool.Alice, Project, SharedSpool.User })
            foreach (var mode in new uint[] { 0x180, 0x1A0, 0x1A4, 0x184, 0x124, 0x1FF, 0x9ED })
                foreach (var kind in new[] { "good", "half" })
                    Drop($"{group}-{mode:x3}-{kind}.tar", group, mode);
        Drop("list.tar", Project, 0x180);
    }

    public void Dispose() => _spool.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NobodyReadsWhatHeCouldNotReadBefore(bool hasRights)
    {
        string[] settings = ["spool.incomplete_timeout=1s", "spool.rescan=1s"];
        using var daemon = hasRights ? _spool.Start(settings) : Daemon.StartAsNobody(_spool.Spool, settings);
        foreach (var name in _originals.Keys)
        {
            if (hasRights || name == "list.tar" || CanRead(SharedSpool.User, [SharedSpool.User], _originals[name]))
                Squashd.WaitUntil(() => IsOver(name), $"{name} is done or has failed");
            else
                daemon.WaitFor($"{name}: waits: squashd may not read it");
        }
        Assert.Equal(0, daemon.End("TERM"));
        var checkedFiles = 0;
        foreach (var (path, file) in _spool.Files())
        {
            var place = Path.GetRelativePath(_spool.Spool.Path, path);
            if (_originals.Where(one => place.Contains(one.Key, StringComparison.Ordinal)).Select(one => (FileIdentity?)one.Value).FirstOrDefault() is not { } original
                || file.IsSameFile(original))
                continue;
            checkedFiles++;
            var more = Readers(file).Except(Readers(original));
            Assert.True(!more.Any(), $"{place} ({file.Owner}:{file.Group}, {file.Mode:x}) can be read by {string.Join(' ', more)}");
            // A user of his own reads what comes of his archive; without the right to give it away nobody does.
            if (place.StartsWith("outbox/", StringComparison.Ordinal))
                Assert.Equal(hasRights ? SharedSpool.Alice : SharedSpool.User, file.Owner);
        }
        Assert.True(checkedFiles >= _originals.Count, $"only {checkedFiles} files were looked at");
    }

    private void Drop(string name, uint group, uint mode)
    {
        var archive = File.ReadAllBytes(_spool.Outside["a.tar"]);
        SharedSpool.Write(_spool.Outside[name], name.Contains("half", StringComparison.Ordinal) ? archive[..2000] : archive, SharedSpool.Alice);
        _spool.Shell($"cd ..; chgrp {group} {name}; chmod {Convert.ToString(mode, 8)} {name}");
        var original = FileIdentity.Of(_spool.Outside[name])!.Value;
        if (name == "list.tar")
            _spool.Shell($"cd ..; setfattr -n system.posix_acl_access -v {List} {name}");
        Assert.True(Durable.TryRename(_spool.Outside[name], _spool.Spool[$"inbox/{name}"]), name);
        _originals[name] = original;
    }

    private bool IsOver(string name) =>
        File.Exists(_spool.Spool[$"outbox/{name}.json"]) || File.Exists(_spool.Spool[$"failed/{name}/error.json"]);

    private static IEnumerable<int> Readers(FileIdentity file) =>
        Enumerable.Range(0, People.Length).Where(person => CanRead(People[person].User, People[person].Groups, file));

    private static bool CanRead(uint user, uint[] groups, FileIdentity file) =>
        (file.Mode >> (user == file.Owner ? 6 : groups.Contains(file.Group) ? 3 : 0) & Read) != 0;
}
