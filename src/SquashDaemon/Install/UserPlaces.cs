using Squash.Text;

namespace SquashDaemon.Install;

/// <summary>Where one user's squashd is.</summary>
/// <param name="Home">The user's home.</param>
/// <param name="Configuration">The user's folder of configurations: <c>~/.config</c>.</param>
internal sealed record UserPlaces(string Home, string Configuration)
{
    /// <summary>The name of the unit.</summary>
    public const string Unit = "squashd.service";

    /// <summary>The unit that watches for flat images.</summary>
    public const string LoadPath = "squashd-load.path";

    /// <summary>The unit that loads them.</summary>
    public const string LoadService = "squashd-load.service";

    /// <summary>The script that it runs.</summary>
    public const string Load = "squashd-load";

    /// <summary>The program.</summary>
    public string Program => Path.Combine(Home, ".local", "bin", "squashd");

    /// <summary>The script that loads flat images.</summary>
    public string LoadScript => Path.Combine(Home, ".local", "lib", "squashd", Load);

    /// <summary>The unit.</summary>
    public string UnitFile => UnitFileOf(Unit);

    /// <summary>Where a unit of a name is.</summary>
    public string UnitFileOf(string unit) => Path.Combine(Configuration, "systemd", "user", unit);

    /// <summary>The configuration of squashd.</summary>
    public string Settings => Path.Combine(Configuration, "squashd", "squashd.conf");

    /// <summary>A path as people write it, safe to print.</summary>
    public string Show(string path) => Printable.Text(
        path.StartsWith($"{Home}/", StringComparison.Ordinal) ? $"~{path[Home.Length..]}" : path);
}
