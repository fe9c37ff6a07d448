using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SquashDaemon.Tests.Binary;

/// <summary>The oldest kernel is 3.10, of RHEL 7: what it lacks must not be missed.</summary>
public sealed partial class SystemCallTests : IDisposable
{
    /// <summary>finit_module; calls of x86-64 are numbered by age, and 3.10 has all up to this one.</summary>
    private const int NewestOfLinux310 = 313;

    private readonly TempFolder _folder = new();

    /// <summary>Newer calls that are made, or might be by a library: <see cref="WithoutANewCallTheResultIsTheSame"/>.</summary>
    public static TheoryData<string> Newer =>
    [
        "renameat2", "getrandom", "memfd_create", "membarrier", "copy_file_range", "statx", "rseq", "clone3", "close_range",
        "openat2", "faccessat2",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryCallIsAsOldAsLinux310OrProvedNeedless()
    {
        StaticBinary.Given();
        Need.Programs("strace");
        Need.That(RuntimeInformation.ProcessArchitecture == Architecture.X64, "calls have other numbers here");
        WholeRun();
        var calls = Directory.GetFiles(_folder.Path, "*.calls").SelectMany(File.ReadLines)
            .Select(line => Call().Match(line)).Where(call => call.Success)
            .Select(call => (Number: int.Parse(call.Groups[1].Value, null), Name: call.Groups[2].Value)).ToHashSet();
        Assert.Superset(new HashSet<string> { "openat", "pwrite64", "inotify_init1", "fsync" }, calls.Select(call => call.Name).ToHashSet());
        var newer = calls.Where(call => call.Number > NewestOfLinux310).Select(call => call.Name).Order(StringComparer.Ordinal);
        Assert.Empty(newer.Except(Newer.Select(row => row.Data)));
    }

    /// <summary>Name services, OpenSSL and the like would be loaded, and break the host's versions against ours.</summary>
    [Fact]
    public void NothingOfTheHostIsLoaded()
    {
        StaticBinary.Given();
        Need.Programs("strace");
        WholeRun();
        var opened = Directory.GetFiles(_folder.Path, "*.calls").SelectMany(File.ReadLines)
            .Where(line => line.Contains("open", StringComparison.Ordinal)).ToArray();
        Assert.Contains(opened, line => line.Contains("/etc/passwd", StringComparison.Ordinal));
        Assert.DoesNotContain(opened, line => line.Contains(".so", StringComparison.Ordinal));
        Assert.DoesNotContain(opened, line => line.Contains("nsswitch", StringComparison.Ordinal));
        Assert.DoesNotContain(opened, line => line.Contains("openssl", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Newer))]
    public void WithoutANewCallTheResultIsTheSame(string call) => Squashes($"{call}:error=ENOSYS");

    [Fact]
    public void WithoutAnyNewCallTheResultIsTheSame() =>
        Squashes($"{string.Join(',', Newer.Select(row => row.Data))}:error=ENOSYS");

    [Theory]
    [InlineData("renameat2")]
    [InlineData("copy_file_range")]
    public void WhereAFileSystemLacksANewCallTheResultIsTheSame(string call) => Squashes($"{call}:error=EINVAL");

    private void Squashes(string injection)
    {
        StaticBinary.Given();
        Need.Programs("strace");
        var call = injection[..injection.IndexOf(':', StringComparison.Ordinal)];
        Shell("$SQUASHD demo demo.tar && mkdir -p spool/inbox && cp demo.tar spool/inbox/app.tar && $SQUASHD squash demo.tar -o plain.tar");
        Shell($"""
            without() {'{'} strace -f -qq -o calls -e trace={call} -e inject={injection} $SQUASHD "$@"; {'}'}
            set -e
            without squash demo.tar
            without verify demo.tar demo.flat.tar
            without run --drain --inbox spool/inbox --set spool.state=$PWD/state --set spool.settle=50ms
            cmp demo.flat.tar plain.tar
            cmp spool/outbox/app.tar plain.tar
            """);
    }

    private void WholeRun()
    {
        Directory.CreateDirectory(_folder["spool/inbox"]);
        Shell("""
            unset HOME
            spool="--inbox $PWD/spool/inbox --set spool.state=$PWD/state --set spool.settle=50ms"
            traced() { strace -f -n -qq -o $1-$((n++)).calls $SQUASHD "$@"; }
            set -e
            traced demo demo.tar
            traced squash demo.tar
            gzip -c demo.tar | traced squash - -o - > piped.tar
            traced squash demo.tar -o packed.tar --compress zstd
            traced squash demo.tar -o part.tar --from-layer 2
            traced verify demo.tar demo.flat.tar
            traced inspect demo.tar
            traced check $spool
            cp demo.tar spool/inbox/app.tar
            LC_ALL=C sed s,etc/release,etc/relaase, demo.tar > spool/inbox/bad.tar
            # The hook is one more squashd, since another program would load what it likes.
            traced run --drain $spool --set hooks.on_done=$SQUASHD || test $? = 1
            traced status $spool
            traced retry bad.tar $spool
            """);
        var start = new ProcessStartInfo(
            "strace",
            [
                "-D", "-f", "-n", "-qq", "-o", _folder["run.calls"], Squashd.Program, "run", "--inbox", _folder["spool/inbox"],
                "--set", $"spool.state={_folder["state"]}",
            ])
        { RedirectStandardError = true };
        using var daemon = Process.Start(start)!;
        while (daemon.StandardError.ReadLine() is { } line && !line.Contains("Drop image archives into", StringComparison.Ordinal))
        {
        }
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    private void Shell(string script)
    {
        var (code, _, error) = Squashd.Shell(_folder.Path, script);
        Assert.True(code == 0, error);
    }

    [GeneratedRegex(@"^\d+ +\[ *(\d+)\] (\w+)\(")]
    private static partial Regex Call();
}
