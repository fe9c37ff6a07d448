using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class KeptFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderThatCannotBeReadIsReadWhenItCan()
    {
        Directory.CreateDirectory(_folder["done"]);
        Directory.CreateDirectory(_folder["outbox"]);
        File.WriteAllText(_folder["a"], "a");
        File.WriteAllText(_folder["outbox/a.json"], "");
        var file = FileIdentity.Of(_folder["a"])!.Value;
        new KeptFiles(_folder["done"], _folder["outbox"]).Add(InputRecord.Of(file), "a.json");
        Directory.Move(_folder["done"], _folder["away"]);
        var kept = new KeptFiles(_folder["done"], _folder["outbox"]);
        Assert.Throws<IOException>(() => kept.Has(file));
        Directory.Move(_folder["away"], _folder["done"]);
        Assert.True(kept.Has(file));
    }
}
