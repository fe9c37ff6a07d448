namespace SquashDaemon.Tests.Configuration;

public sealed class PlacesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("./relative")]
    public void AHomeThatIsNoAbsolutePathIsNone(string home)
    {
        const string print = "check --print-config";
        var (code, _, _) = Squashd.Shell(
            _folder.Path, $"HOME={home} $SQUASHD {print} > wrong; code=$?; env -u HOME $SQUASHD {print} > none; exit $code");
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllText(_folder["none"]), File.ReadAllText(_folder["wrong"]));
    }
}
