using System.Globalization;
using SquashDaemon.Install;
using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>Says the steps of an installation as they are taken, and keeps them for JSON.</summary>
internal sealed class InstallSession(Verbosity verbosity, bool isDry)
{
    private const string RuntimeFolder = "XDG_RUNTIME_DIR";

    /// <summary>Whether nothing may be changed.</summary>
    public bool IsDry => isDry;

    /// <summary>Where the user's squashd goes.</summary>
    public UserPlaces Places { get; } = new(
        Configuration.Places.Home, Path.GetDirectoryName(Configuration.Places.Configuration)!);

    /// <summary>The user's systemd. After su nobody has said where its socket is; it has one place.</summary>
    public UserSystemd Systemd { get; } = new(
        new OtherProgram(
            Environment.GetEnvironmentVariable(RuntimeFolder) is { Length: > 0 }
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [RuntimeFolder] = DefaultRuntimeFolder }),
        isDry);

    /// <summary>What was said.</summary>
    public List<StepDocument> Said { get; } = [];

    /// <summary>Says a step.</summary>
    public void Say(Step step)
    {
        Said.Add(new StepDocument(step.Text, step.Kind.ToString().ToLowerInvariant(), step.Advice));
        if (verbosity.IsJson || (verbosity.IsQuiet && step.Kind != StepKind.Forbidden))
            return;
        var output = step.Kind == StepKind.Forbidden ? Console.Error : Console.Out;
        output.WriteLine($"{Word(step.Kind),-8} {step.Text}");
        foreach (var line in step.Advice)
            output.WriteLine($"         {line}");
    }

    private static string DefaultRuntimeFolder => string.Create(
        CultureInfo.InvariantCulture, $"/run/user/{FileIdentity.Of("/proc/self")?.Owner}");

    private static string Word(StepKind kind) => kind switch
    {
        StepKind.Done => "done",
        StepKind.Already => "is so",
        StepKind.Planned => "would",
        StepKind.Kept => "kept",
        _ => "cannot",
    };
}
