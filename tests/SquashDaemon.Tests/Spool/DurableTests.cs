using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class DurableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app.tar", 1, "app.tar")]
    [InlineData("app.tar", 2, "app.2.tar")]
    [InlineData("app.tar.gz", 3, "app.3.tar.gz")]
    [InlineData("app.tgz", 2, "app.2.tgz")]
    [InlineData("app", 2, "app.2")]
    [InlineData(".tar", 2, ".tar.2")]
    public void TakenNamesGetANumberBeforeTheSuffix(string name, int number, string expected) =>
        Assert.Equal(expected, FreeName.Of(name, number));

    [Fact]
    public void ARenameNeverReplaces()
    {
        File.WriteAllText(_folder["a"], "a");
        File.WriteAllText(_folder["b"], "b");
        Assert.False(Durable.TryRename(_folder["a"], _folder["b"]));
        Assert.Equal("b", File.ReadAllText(_folder["b"]));
        Assert.True(Durable.TryRename(_folder["a"], _folder["c"]));
        Assert.Equal("a", File.ReadAllText(_folder["c"]));
    }

    [Fact]
    public void ASecondNameOfTheSameFileIsARenameThatWasHalfDone()
    {
        File.WriteAllText(_folder["a"], "a");
        Assert.Equal(0, LibC.Link(_folder["a"], _folder["b"]));
        Assert.True(Durable.TryRename(_folder["a"], _folder["b"]));
        Assert.Equal(["b"], _folder.Files("."));
    }

    [Fact]
    public void ASmallFileIsWrittenAnewWhateverStandsInItsWay()
    {
        File.WriteAllText(_folder["other"], "other");
        Assert.Equal(0, LibC.Link(_folder["other"], _folder["a.part"]));
        Durable.WriteFile(_folder["a"], "a"u8);
        File.CreateSymbolicLink(_folder["b.part"], _folder["other"]);
        Durable.WriteFile(_folder["b"], "b"u8);
        Directory.CreateDirectory(_folder["c.part"]);
        Assert.Throws<IOException>(() => Durable.WriteFile(_folder["c"], "c"u8));
        Assert.Equal(["a", "b", "other"], _folder.Files("."));
        Assert.Equal(("a", "b", "other"), (File.ReadAllText(_folder["a"]), File.ReadAllText(_folder["b"]), File.ReadAllText(_folder["other"])));
    }

    [Fact]
    public void AFolderGoesUnlessSomethingIsInIt()
    {
        Directory.CreateDirectory(_folder["full/empty"]);
        Assert.True(Durable.RemoveDirectory(_folder["full/empty"]));
        Assert.False(Durable.RemoveDirectory(_folder["full/empty"]));
        File.WriteAllText(_folder["full/a"], "a");
        Assert.False(Durable.RemoveDirectory(_folder["full"]));
        Assert.Contains("cannot remove", Assert.Throws<IOException>(() => Durable.RemoveDirectory(_folder["full/a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartThatIsNotPublishedIsGone()
    {
        using (var part = PartFile.Create(_folder["out.tar"], default))
            part.Stream.WriteByte(1);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void APartIsPublishedWholeOrNotAtAll()
    {
        File.WriteAllText(_folder["taken.tar"], "mine");
        var part = PartFile.Create(_folder["out.tar"], default);
        part.Stream.Write("theirs"u8);
        Assert.False(part.TryPublish(_folder["taken.tar"], replace: false));
        Assert.Equal("mine", File.ReadAllText(_folder["taken.tar"]));
        Assert.True(part.TryPublish(_folder["out.tar"], replace: false));
        Assert.False(part.HasSameBytes(_folder["taken.tar"], TestContext.Current.CancellationToken));
        Assert.True(part.HasSameBytes(_folder["out.tar"], TestContext.Current.CancellationToken));
        part.Dispose();
        Assert.Equal("theirs", File.ReadAllText(_folder["out.tar"]));
    }
}
