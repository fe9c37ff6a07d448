using Microsoft.Win32.SafeHandles;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

/// <summary>What fails in .NET's own calls names the call, the file and the error all the same.</summary>
public sealed class NamedErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfReading()
    {
        using var file = InputFile.Open(_folder.Path, follow: false);
        Is($"cannot read {_folder.Path}: Is a directory", 21, () => file.Read(new byte[1], 0));
    }

    [Fact]
    public void OfCreating()
    {
        Is($"cannot create {_folder["away/a"]}: No such file or directory", Errno.NoEntry, () => PartFile.CreateNew(_folder["away/a"], default));
        File.WriteAllText(_folder["a"], "");
        Is($"cannot create {_folder["a"]}: File exists", Errno.Exists, () => PartFile.CreateNew(_folder["a"], default));
    }

    [Fact]
    public void OfWhatWaitedInTheBufferOfAPart()
    {
        var file = new FileStream("/dev/full", FileMode.Open);
        var part = new PartStream(file, "a");
        part.Write("b"u8);
        Is("cannot write a: No space left on device", Errno.NoSpace, () => _ = part.Length);
        Is("cannot write a: No space left on device", Errno.NoSpace, part.Flush);
        Assert.Throws<IOException>(file.Dispose);
    }

    [Fact]
    public void OfTheStateOfAnOpenFile()
    {
        using var closed = new SafeFileHandle(-1, ownsHandle: false);
        Is("cannot read the state of a: Bad file descriptor", 9, () => FileIdentity.Of(closed, "a"));
        Is("cannot change the mode of a: Bad file descriptor", 9, () => Rights.ChangeMode(closed, "a", default));
    }

    [Fact]
    public void OfWhatIsDenied() => Is(
        "cannot open a: Permission denied", Errno.Access,
        () => throw Errno.Of(new UnauthorizedAccessException("Access to the path is denied."), "cannot open", "a"));

    private static void Is(string message, int errno, Action call)
    {
        var error = Assert.Throws<IOException>(call);
        Assert.Equal((message, errno), (error.Message, error.HResult));
    }
}
