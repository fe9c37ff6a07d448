using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A spool on real folders with an engine that does what a test says.</summary>
internal sealed class TestSpool : IDisposable
{
    private static readonly SquashReport Report = new([], 1, 1, []);

    private int _tries;

    public TestSpool()
    {
        var folders = SpoolFolders.Of(Folder.Path);
        foreach (var path in folders.All)
            Directory.CreateDirectory(path);
        Live = new LiveSettings(new DaemonSettings(new SpoolSettings(folders) { State = Folder.Path })
        {
            Retry = new RetrySettings { ShortRetries = 2, ShortDelay = TimeSpan.FromMilliseconds(1) },
        });
        Outbox = new Outbox(folders.Outbox);
        Kept = new KeptFiles(folders.Done, folders.Outbox);
        Completion = new Completion(Outbox, Kept);
        Guard = new FolderGuard(folders);
    }

    public TempFolder Folder { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public LiveSettings Live { get; }

    public Outbox Outbox { get; }

    public KeptFiles Kept { get; }

    public Completion Completion { get; }

    public FolderGuard Guard { get; }

    /// <summary>What the engine does; by default it writes a few bytes.</summary>
    public Action<InputFile, Stream> Squash { get; set; } = (_, output) => output.Write("flat"u8);

    /// <summary>How often the engine was called.</summary>
    public int Tries => _tries;

    public SpoolFolders Folders => Live.Current.Spool.Folders;

    // Pauses of milliseconds are real.
    public JobRunner Runner => new(
        Live, TimeProvider.System, Guard, new Attempt(Outbox, OutboxRoom.Keep(Engine, Live), Guard, Time, NullLogger.Instance), Completion,
        NullLogger.Instance);

    public void Dispose() => Folder.Dispose();

    public Job Claim(string name, string content = "original", string? sidecar = null)
    {
        var path = Path.Combine(Folders.Inbox, name);
        File.WriteAllText(path, content);
        if (sidecar is not null)
            File.WriteAllText(path + ".squash.conf", sidecar);
        using var file = InputFile.Open(path, follow: false);
        var (folder, record) = SquashDaemon.Spool.Claim.Take(file, name, Live.Current.Spool, Time.GetUtcNow())!.Value;
        return new Job(folder, record);
    }

    public Task<JobEnd> Run(Job job) => RunUntil(job, CancellationToken.None);

    public Task<JobEnd> RunUntil(Job job, CancellationToken stop) =>
        Runner.RunAsync(job, new JobProgress(job.Shown, Time, new DaemonStatus(), NullLogger.Instance), stop);

    /// <summary>What a daemon does when it starts.</summary>
    public List<Job> Recover() => Recovery().Recover(new DaemonStatus(), NullLogger.Instance);

    public Recovery Recovery() => new(Live, Time, Guard, Outbox, Completion);

    /// <summary>Every name below a folder, hidden ones too.</summary>
    public string[] Tree(string folder)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        return
        [
            .. Directory.GetFileSystemEntries(Folder[folder], "*", all)
                .Select(path => Path.GetRelativePath(Folder[folder], path)).Order(StringComparer.Ordinal),
        ];
    }

    public string Read(string path) => File.ReadAllText(Folder[path], Encoding.UTF8);

    /// <summary>The engine itself.</summary>
    public SquashReport Engine(
        InputFile input, Stream output, SquashSettings settings, IProgress<SquashProgress> progress, CancellationToken token)
    {
        Interlocked.Increment(ref _tries);
        Squash(input, output);
        token.ThrowIfCancellationRequested();
        return Report with { OutputBytes = output.Length };
    }
}
