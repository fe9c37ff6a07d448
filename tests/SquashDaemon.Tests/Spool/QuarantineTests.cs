using System.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

/// <summary>What stands in <c>failed/NAME/error.txt</c>.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public QuarantineTests() => Directory.CreateDirectory(_folder["failed"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app.tar", "app.tar")]
    [InlineData("my app.tar", "'my app.tar'")]
    [InlineData("it's.tar", @"'it'\''s.tar'")]
    [InlineData("$(date).tar", "'$(date).tar'")]
    [InlineData("-app.tar", "-- -app.tar")]
    [InlineData("größe.tar", "'größe.tar'")]
    public void TheCommandToTryAgainIsOneForAShell(string name, string written) =>
        Assert.Contains($"\nTo try again: squashd retry {written}\n", Fail(name), StringComparison.Ordinal);

    [Fact]
    public void ANameThatIsNoTextIsWrittenAsStatusShowsIt() => Assert.Contains(
        @"squashd retry 'a\xff.tar'", Fail(NameBytes.Decode([(byte)'a', 0xff, .. ".tar"u8])), StringComparison.Ordinal);

    [Fact]
    public void OfTwoOfANameEachNamesItself()
    {
        Assert.Contains("squashd retry app.tar\n", Fail("app.tar"), StringComparison.Ordinal);
        Assert.Contains("squashd retry app.2.tar\n", Fail("app.tar"), StringComparison.Ordinal);
    }

    [Fact]
    public void ANameThatIsTakenBeforeARecoveryFinishesIsNotNamed()
    {
        Fail("app.tar", "other");
        Directory.Move(_folder["failed/app.tar"], _folder["other"]);
        Fail("app.tar");
        var error = new JobFolder(_folder["other"]).ReadError()!;
        var there = Quarantine.Finish(new JobFolder(_folder["other"]), error, _folder["failed"]);
        Assert.Equal("app.2.tar", there.Id);
        Assert.Contains("squashd retry app.2.tar\n", File.ReadAllText(there.ErrorText), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "options.conf beside this file")]
    [InlineData(false, "[squash] in squashd.conf")]
    public void WrongOptionsAreMendedWhereTheyStand(bool hasOwn, string where)
    {
        var job = Make("job");
        if (hasOwn)
            File.WriteAllText(job.Options, "[squash]\n");
        Assert.Contains($"What to do: mend {where}.", Fail("app.tar"), StringComparison.Ordinal);
    }

    private JobFolder Make(string id) => new(Directory.CreateDirectory(_folder[id]).FullName);

    private string Fail(string name, string id = "job")
    {
        var error = new ErrorRecord(id, new SpoolName(name), DateTimeOffset.UnixEpoch, "options", "wrong", 1);
        // .NET opens no name that is no text.
        return Encoding.UTF8.GetString(SmallFile.Read(Quarantine.Move(Make(id), error, _folder["failed"]).ErrorText, 1 << 12)!);
    }
}
