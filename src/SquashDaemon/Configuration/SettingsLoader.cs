using System.Collections;
using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>
/// Reads the configuration: the files, then the environment (<c>SQUASHD__SECTION__KEY</c>), then the command line; what
/// comes later holds. Every value is judged, also one that does not hold, and every mistake is told.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="environment">The environment.</param>
/// <param name="options">What the command line gives.</param>
internal sealed class SettingsLoader(
    ConfigurationFiles files, IReadOnlyDictionary<string, string> environment, IReadOnlyList<GivenValue> options)
{
    private const string Prefix = "SQUASHD__";
    private const string Separator = "__";

    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    /// <summary>Reads it once.</summary>
    public LoadedSettings Load()
    {
        var read = files.Read();
        var given = read.SelectMany(file => file.Content.Values).Concat(Variables()).Concat(options);
        var mistakes = read.SelectMany(file => file.Content.Mistakes).ToList();
        var holding = new Dictionary<SettingKey, GivenValue>();
        foreach (var value in given)
        {
            if (Judge(value) is { } mistake)
                mistakes.Add(mistake);
            else
                holding[SettingKeys.Find(value.Section, value.Name)!] = value;
        }
        var settings = Defaults(holding, mistakes);
        // In the order of the table: inbox and the like follow the root that they are below by default.
        foreach (var key in SettingKeys.All)
        {
            if (holding.TryGetValue(key, out var value))
                settings = key.Binding.Write(settings, value.Text);
        }
        mistakes.AddRange(SettingRules.Broken(settings, holding));
        string[] order = [.. read.Select(file => file.Path)];
        mistakes = [.. mistakes.OrderBy(mistake => Rank(order, mistake)).ThenBy(mistake => mistake.Place.Line)];
        return new LoadedSettings(settings, mistakes, holding.ToDictionary(held => held.Key, held => held.Value.Place))
        {
            Files = order,
        };
    }

    // Files in their order, then whatever is not in a file.
    private static int Rank(string[] files, Mistake mistake) =>
        Array.IndexOf(files, mistake.Place.Source) is >= 0 and var index ? index : files.Length;

    /// <summary>The settings where nothing is given.</summary>
    private static DaemonSettings Defaults(Dictionary<SettingKey, GivenValue> holding, List<Mistake> mistakes)
    {
        var isHomeNeeded = !SettingKeys.All.Where(key => key is { Name: "root" or "state" }).All(holding.ContainsKey);
        if (isHomeNeeded && Places.Home.Length == 0)
        {
            mistakes.Add(new Mistake(
                new SettingPlace("the defaults"), "HOME is not set; set it, or give [spool] root and [spool] state"));
        }
        return new DaemonSettings(new SpoolSettings(SpoolFolders.Of(Path.Combine("/", Places.Home, "squashd"))));
    }

    private static Mistake? Judge(GivenValue value)
    {
        if (SettingKeys.Find(value.Section, value.Name) is not { } key)
        {
            return new Mistake(
                value.Place,
                $"there is no key [{Printable.Text(value.Section)}] {Printable.Text(value.Name)}; "
                + $"did you mean {SettingKeys.Nearest(value.Section, value.Name).FullName}?");
        }
        try
        {
            if (value.Text.Any(c => c == '\uFFFD' || char.IsControl(c)))
                throw new FormatException("must be text in UTF-8 without control characters");
            key.Binding.Write(new DaemonSettings(new SpoolSettings(SpoolFolders.Of("/"))), value.Text);
            return null;
        }
        catch (FormatException error)
        {
            var hint = new[] { " #", " ;" }.Any(start => value.Text.Contains(start, StringComparison.Ordinal))
                ? " (a comment must stand on a line of its own)"
                : "";
            return new Mistake(
                value.Place, $"{key.FullName} = {Printable.Text(value.Text)}: the value {error.Message}{hint}");
        }
    }

    private IEnumerable<GivenValue> Variables() =>
        from variable in environment
        where variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        orderby variable.Key
        let name = variable.Key[Prefix.Length..]
        let separator = name.IndexOf(Separator, StringComparison.Ordinal)
        select new GivenValue(
            separator < 0 ? "" : name[..separator].ToLowerInvariant(),
            name[(separator < 0 ? 0 : separator + Separator.Length)..].ToLowerInvariant(),
            variable.Value,
            new SettingPlace($"environment variable {variable.Key}"));
}
