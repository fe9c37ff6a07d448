using Squash.Text;

namespace SquashDaemon.Install;

/// <summary>Where one user's squashd is.</summary>
/// <param name="Home">The user's home.</param>
/// <param name="Configuration">The user's folder of configurations: <c>~/.config</c>.</param>
internal sealed record UserPlaces(string Home, string Configuration)
{
    /// <summary>The name of the unit.</summary>
    public const string Unit = "squashd.service";

    /// <summary>The program.</summary>
    public string Program => Path.Combine(Home, ".local", "bin", "squashd");

    /// <summary>The unit.</summary>
    public string UnitFile => Path.Combine(Configuration, "systemd", "user", Unit);

    /// <summary>The configuration of squashd.</summary>
    public string Settings => Path.Combine(Configuration, "squashd", "squashd.conf");

    /// <summary>A path as people write it, safe to print.</summary>
    public string Show(string path) => Printable.Text(
        path.StartsWith($"{Home}/", StringComparison.Ordinal) ? $"~{path[Home.Length..]}" : path);
}
