using System.Text.Json;

namespace Interop.Tests.Cluster;

/// <summary>The list of what there is to squash.</summary>
public sealed class ListTests : IDisposable
{
    private readonly TaskFolder _folder = new();

    public ListTests() => Need.Programs("bash", "find", "sort");

    private string List => File.ReadAllText(_folder["outbox/state/list"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnyNameWillDo()
    {
        _folder.AddImage("app.tar");
        // One of them is no text in any encoding of today.
        Tool.Run("bash", "-ec", $"""
            cd '{_folder["inbox"]}'
            for name in 'a b.tar' $'new\nline.tar' $'\xff.tar' '-dash' "it's \"\$HOME\" \`x\` *.tar" 'größe.tar' '%a;\n.tar'; do
                cp -- app.tar "./$name"
            done
            """);
        Assert.Equal("8", _folder.List().Count);
        for (var index = 0; index < 8; index++)
            Assert.Equal(0, _folder.Task(index - (index % 3), [$"JOB_COMPLETION_INDEX={index % 3}"], "--quiet").Code);
        Assert.Equal("", Tool.Run("bash", "-ec", $"""
            cd '{_folder["outbox"]}'
            mv -- -dash.tar -dash
            diff <(find . -maxdepth 1 -type f -print0 | sort -z) <(cd '{_folder["inbox"]}'; find . -type f -print0 | sort -z)
            for flat in ./*; do [ -d "$flat" ] || cmp ./app.tar "$flat"; done
            """));
    }

    [Theory]
    [InlineData("app.tar", "app.tar")]
    [InlineData("app.tar.gz", "app.tar")]
    [InlineData("APP.TAR.ZST", "APP.tar")]
    [InlineData("app.tgz", "app.tar")]
    [InlineData("app", "app.tar")]
    [InlineData("app.oci", "app.oci.tar")]
    [InlineData("tar.gz", "tar.tar")]
    public void FlatImagesAreNamedAsInTheOutboxOfTheDaemon(string image, string flat)
    {
        _folder.AddImage(image);
        Assert.Equal("1", _folder.List().Count);
        Assert.Equal($"{_folder[$"inbox/{image}"]}\0{flat}\0", List);
        // The daemon's name and that of squash have the same stem.
        Tool.Run(Squashd.Path, "squash", _folder[$"inbox/{image}"], "--quiet");
        Assert.Contains($"{flat[..^4]}.flat.tar", _folder.Names("inbox"));
    }

    [Fact]
    public void WhatIsUnfinishedHiddenOrNoArchiveIsLeftOut()
    {
        foreach (var name in (string[])[".hidden.tar", "a.tar.part", "a.tar.Partial", "a.tar~", "a.tar.squash.conf", "a.tar.done", "#a.tar#"])
            Touch($"inbox/{name}");
        Directory.CreateDirectory(_folder["inbox/folder.tar"]);
        File.CreateSymbolicLink(_folder["inbox/link.tar"], "/dev/null");
        Assert.Equal(("0", ""), _folder.List());
    }

    /// <summary>The script has the daemon's list of names once more; neither may know one that the other does not.</summary>
    [Fact]
    public void TheDaemonLeavesTheSameNamesOut()
    {
        string[] names =
        [
            "taken.tar", "a.tar~", "a.tmp", "a.part", "a.PARTIAL", "a.filepart", "a.crdownload", "a.download", "a.swp", "a.lck",
            "a.tar.done", "a.squash.conf", "~syncthing~a.tar", "#a.tar#", ".hidden.tar", "a.tar#", "#a.tar", "syncthing~a.tar", "a.partly",
        ];
        foreach (var name in names)
            Touch($"inbox/{name}");
        _folder.List();
        var listed = List.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(field => field.StartsWith('/')).Select(Path.GetFileName);
        using var status = JsonDocument.Parse(Tool.Run(Squashd.Path, "status", "--json", "--inbox", _folder["inbox"]));
        var taken = status.RootElement.GetProperty("inbox").EnumerateArray()
            .Where(file => file.GetProperty("state").GetString() != "ignored").Select(file => file.GetProperty("name").GetString());
        Assert.Contains("taken.tar", listed);
        Assert.DoesNotContain("a.PARTIAL", listed);
        Assert.Equal(taken.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatIsDoneRefusedOrWouldHaveTheSameNameIsLeftOutAndWhyIsSaid()
    {
        foreach (var name in (string[])["done.tar", "again.tar", "refused.tar", "mended.tar", "two.tar", "two.tar.gz", new string('n', 255)])
            Touch($"inbox/{name}");
        foreach (var name in (string[])["done.tar", "again.tar", "refused.tar.refused.txt", "mended.tar.refused.txt"])
            Touch($"outbox/{name}");
        Tool.Run("touch", "-d", "yesterday", _folder["outbox/again.tar"], _folder["outbox/mended.tar.refused.txt"]);
        var (count, said) = _folder.List();
        Assert.Equal("2", count);
        Assert.Equal($"{_folder["inbox/mended.tar"]}\0mended.tar\0{_folder["inbox/two.tar"]}\0two.tar\0", List);
        Assert.Equal(
        [
            $"squashd-list: again.tar is newer than {_folder["outbox/again.tar"]}; remove that to have it made again",
            $"squashd-list: {new string('n', 255)} is left out: {new string('n', 255)}.tar is too long for a name",
            $"squashd-list: refused.tar was refused, as {_folder["outbox/refused.tar.refused.txt"]} says; remove that to try it again",
            "squashd-list: two.tar.gz is left out: two.tar becomes two.tar too",
        ], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void AListThatIsThereStaysWhateverHappensInTheFolders()
    {
        Touch("inbox/a.tar");
        Touch("inbox/b.tar");
        Assert.Equal("2", _folder.List().Count);
        var before = List;
        Touch("outbox/a.tar");
        Touch("inbox/c.tar");
        Assert.Equal("2", _folder.List().Count);
        Assert.Equal(before, List);
        Assert.Equal(["list"], _folder.Names("outbox/state"));
    }

    private void Touch(string name) => File.WriteAllText(_folder[name], "");
}
