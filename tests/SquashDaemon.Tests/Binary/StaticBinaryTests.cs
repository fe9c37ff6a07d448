using System.Buffers.Binary;
using System.Diagnostics;

namespace SquashDaemon.Tests.Binary;

/// <summary>One file is all that a host needs.</summary>
public sealed class StaticBinaryTests : IDisposable
{
    private const long LargestSize = 16_000_000;
    private const uint Dynamic = 2;
    private const uint Interpreter = 3;
    private const long NeededLibrary = 1;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsSmall() => Assert.InRange(new FileInfo(StaticBinary.Given()).Length, 1, LargestSize);

    /// <summary>An executable that may be loaded anywhere has a dynamic section, for itself; it must name no library.</summary>
    [Fact]
    public void ItNeedsNeitherALoaderNorALibrary()
    {
        var file = File.ReadAllBytes(StaticBinary.Given());
        Assert.Equal("\u007fELF\u0002\u0001"u8, file.AsSpan(0, 6));
        foreach (var (type, content) in Segments(file))
        {
            Assert.NotEqual(Interpreter, type);
            for (var at = 0; type == Dynamic && at < content.Length; at += 16)
                Assert.NotEqual(NeededLibrary, BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at)));
        }
    }

    [Fact]
    public void ItRunsWhereThereIsNothingElse()
    {
        StaticBinary.Given();
        Need.Root();
        Directory.CreateDirectory(_folder["root/spool/inbox"]);
        File.Copy(Squashd.Program, _folder["root/squashd"]);
        InChroot("demo", "/demo.tar");
        InChroot("squash", "/demo.tar");
        InChroot("verify", "/demo.tar", "/demo.flat.tar");
        InChroot("inspect", "/demo.tar");
        File.Copy(_folder["root/demo.tar"], _folder["root/spool/inbox/app.tar"]);
        InChroot("run", "--drain", "--inbox", "/spool/inbox", "--set", "spool.state=/state", "--set", "spool.settle=50ms");
        Assert.Equal(File.ReadAllBytes(_folder["root/demo.flat.tar"]), File.ReadAllBytes(_folder["root/spool/outbox/app.tar"]));
        InChroot("check", "--inbox", "/spool/inbox", "--set", "spool.state=/state");
    }

    /// <summary>The checks of xz are told by the archive, and need hashes that nothing else asks for.</summary>
    [Fact]
    public void ItHashesWithoutALibraryOfTheHost()
    {
        StaticBinary.Given();
        Need.Programs("xz");
        var (code, _, error) = Squashd.Shell(
            _folder.Path,
            "$SQUASHD demo a.tar && xz --keep --check=sha256 a.tar && $SQUASHD squash a.tar && $SQUASHD squash a.tar.xz -o b.tar && cmp a.flat.tar b.tar");
        Assert.True(code == 0, error);
    }

    private static IEnumerable<(uint Type, byte[] Content)> Segments(byte[] file)
    {
        var (table, size, count) = (
            (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(32)),
            BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(54)),
            BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(56)));
        Assert.InRange(count, 1, 100);
        for (var number = 0; number < count; number++)
        {
            var header = file.AsMemory(table + (number * size), size);
            var offset = (int)BinaryPrimitives.ReadInt64LittleEndian(header.Span[8..]);
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(header.Span[32..]);
            yield return (BinaryPrimitives.ReadUInt32LittleEndian(header.Span), file[offset..(offset + length)]);
        }
    }

    private void InChroot(params string[] arguments)
    {
        var start = new ProcessStartInfo("chroot", [_folder["root"], "/squashd", .. arguments]) { RedirectStandardError = true };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{arguments[0]} ends with {process.ExitCode}: {error}");
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }
}
