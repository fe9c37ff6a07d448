using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace Fuzz;

/// <summary>A configuration file, and the same bytes as the sidecar of an image: every mistake is told, nothing is thrown.</summary>
internal sealed class SettingsTarget : Target
{
    private static readonly DaemonSettings Defaults = new(new SpoolSettings(SpoolFolders.Of("/")));
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    public override string Name => "settings";

    public override IEnumerable<byte[]> Seeds =>
    [
        .. SettingKeys.All.GroupBy(key => key.Section).Select(section => Latin(
            $"[{section.Key}]\n" + string.Concat(section.Select(key => $"{key.Name} = {key.Default}\n")))),
        Latin("[squash]\ntags = app:1 registry:5000/team/app:2\ncompress = zstd:19\nplatform = linux/arm64/v8\nowner = 7:8\n"),
        Latin("; a\n# b\n[spool]\nroot=\"/srv/%h\"\nsettle = 1h\n[ limits ]\nmax_uncompressed = 1.5 TiB\n"),
        Latin("[a:b]\nc:d=e\n[]\n=x\nx=\n[spool\n"),
    ];

    public override IEnumerable<string> Words =>
        SettingKeys.All.Select(key => $"{key.Name} = ").Concat(SettingKeys.All.Select(key => $"[{key.Section}]\n").Distinct())
            .Concat(["%h", "~/", "true", "gzip:9", "zstd:19", "1h", "0s", "GiB", "tags = ", "\"", "\r\n", "\u00ff", "'", ":", "99999999999999999999"]);

    public override void Run(byte[] input)
    {
        var path = Path.Combine(_folder, "squashd.conf");
        File.WriteAllBytes(path, input);
        var loaded = new SettingsLoader(new ConfigurationFiles(path), new Dictionary<string, string>(), []).Load();
        foreach (var mistake in loaded.Mistakes)
            Check(mistake.ToString());
        if (loaded.Mistakes.Count == 0)
            Check(SquashMapping.Of(loaded.Settings.Squash, "/").ToString());
        Sidecar(input);
    }

    private void Sidecar(byte[] input)
    {
        var job = new JobFolder(_folder);
        File.WriteAllBytes(job.Options, input);
        try
        {
            // What a sidecar gives, the engine must take: else the image fails for what nobody was told.
            SquashMapping.Of(SquashDaemon.Jobs.Sidecar.Apply(Defaults, job, "a.tar"), "/");
        }
        catch (SidecarException error)
        {
            Check(error.Message);
        }
    }

    private static void Check(string message)
    {
        if (message.Any(char.IsControl))
            throw new FindingException($"a control character in: {message}");
    }
}
