namespace Faults.Hostile;

/// <summary>
/// Archives that are made to harm: each is refused with one sentence, or squashed to what the verifier finds equal, within
/// 128 MiB and 10 s of CPU time, and nothing else is left. SQUASHD_HOSTILE=10000 tries so many flips, and archives
/// that are ten times as large.
/// </summary>
public sealed class HostileTests
{
    private const int CpuSeconds = 10;
    private const int VerifyCpuSeconds = 120;
    private const int Damaged = 60;
    private const long PeakKibibytes = 128 << 10;

    /// <summary>Only the static program is as small as it says; what is compiled while it starts takes more.</summary>
    private static readonly bool IsStatic = Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 };

    [Fact]
    public void TarsThatMislead() => Try("misleading tars", OuterArchives.All);

    [Fact]
    public void DocumentsThatMislead() => Try("misleading documents", DocumentArchives.All);

    [Fact]
    public void LayersThatMislead() => Try("misleading layers", LayerArchives.All);

    [Fact]
    public void CompressionThatBursts() => Try("bombs", BombArchives.All);

    [Fact]
    public void ArchivesThatAreDamaged() => Try(
        "damaged archives", Spread([.. DamagedArchives.Cut(40)]).Concat(Spread([.. DamagedArchives.Flipped(Scale.Flips)])), processes: 1);

    [Fact]
    public void ArchivesThatAreDamagedInTheEngine()
    {
        using var engine = new EngineTrial();
        var figures = new Figures();
        foreach (var archive in DamagedArchives.Cut(Scale.Flips).Concat(DamagedArchives.Flipped(Scale.Flips)))
            engine.Try(archive, figures);
        figures.Tell("damaged archives, without a process");
    }

    private static IEnumerable<HostileArchive> Spread(IReadOnlyList<HostileArchive> all) =>
        all.Where((_, at) => at % Math.Max(1, all.Count / Damaged) == 0);

    /// <summary>Tries one of so many archives as a process, and the others without.</summary>
    private static void Try(string what, IEnumerable<HostileArchive> archives, int processes = 0)
    {
        Need.Programs("prlimit", "time");
        using var engine = new EngineTrial();
        var figures = new Figures();
        foreach (var (at, archive) in archives.Index())
        {
            if (archive.Options.Length > 0 || at % (processes > 0 ? processes : Scale.Processes) == 0)
                Try(archive, figures);
            else
                engine.Try(archive, figures);
        }
        figures.Tell(what);
    }

    private static void Try(HostileArchive archive, Figures figures)
    {
        using var folder = new TempFolder();
        using (var file = new BufferedStream(File.Create(folder["in.tar"]), 1 << 20))
            archive.Write(file);
        Directory.CreateDirectory(folder["out"]);
        var run = HostileRun.Of(
            folder, CpuSeconds, ["squash", "--quiet", folder["in.tar"], "-o", folder["out/flat.tar"], .. archive.Options]);
        var isSquashed = run.ExitCode == 0;
        run = run with { Left = [.. run.Left.Where(file => !isSquashed || file != "out/flat.tar")] };
        figures.Add(run);
        if (run.ExitCode is not (0 or 65))
            figures.Fault(archive.Name, $"ended with {run.ExitCode} after {run.CpuSeconds} s: {run.Message}");
        if (IsStatic && run.PeakKibibytes > PeakKibibytes)
            figures.Fault(archive.Name, $"took {run.PeakKibibytes >> 10} MiB");
        if (run.Left.Count > 0)
            figures.Fault(archive.Name, $"left {string.Join(", ", run.Left)}");
        if (run.Message.TrimEnd('\n').Any(char.IsControl))
            figures.Fault(archive.Name, $"said control bytes: {run.Message}");
        if (run.ExitCode == 65 && !run.Message.StartsWith($"squashd: {folder["in.tar"]} is refused: ", StringComparison.Ordinal))
            figures.Fault(archive.Name, $"said {run.Message}");
        if (isSquashed && HostileRun.Of(folder, VerifyCpuSeconds, "verify", folder["in.tar"], folder["out/flat.tar"]) is { ExitCode: not 0 } verified)
            figures.Fault(archive.Name, $"is not equal: {verified.ExitCode} {verified.Message}");
    }
}
