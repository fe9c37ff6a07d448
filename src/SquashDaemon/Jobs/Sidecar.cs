using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>The options of one image: <c>NAME.squash.conf</c>, with the keys of <c>[squash]</c>.</summary>
internal static class Sidecar
{
    private const int LargestBytes = 1 << 16;
    private const string Section = "squash";
    private const string Tags = "tags";

    /// <summary>What holds for an image: the configuration, and what its sidecar says otherwise.</summary>
    /// <exception cref="SidecarException">The sidecar is wrong; the message names every mistake.</exception>
    /// <exception cref="DeniedException">It may not be read.</exception>
    public static SquashSettings Apply(DaemonSettings settings, JobFolder folder, string name)
    {
        if (FileIdentity.Of(folder.Options, follow: false) is null)
            return settings.Squash;
        var sidecar = IgnoreList.SidecarOf(name);
        var shown = NameBytes.Show(sidecar);
        var content = DeniedException.Guard(shown, () => SmallFile.Read(folder.Options, LargestBytes))
            ?? throw new SidecarException($"{shown} is larger than {LargestBytes} bytes");
        var file = IniFile.Read(new MemoryStream(content), sidecar);
        var mistakes = file.Mistakes.ToList();
        foreach (var value in file.Values)
        {
            if (Judge(value, ref settings) is { } mistake)
                mistakes.Add(new Mistake(value.Place, mistake));
        }
        return mistakes.Count == 0 ? settings.Squash : throw new SidecarException(string.Join("; ", mistakes));
    }

    private static string? Judge(GivenValue value, ref DaemonSettings settings)
    {
        var shown = Printable.Text(value.Name);
        if (value is { Section: Section, Name: Tags })
            return JudgeTags(value.Text, ref settings);
        var key = SettingKeys.Find(value.Section, value.Name);
        if (key is null || key.Section != Section || key.Name == "scratch")
        {
            var allowed = SettingKeys.All.Where(known => known.Section == Section && known.Name != "scratch")
                .Select(known => known.Name).Append(Tags);
            return $"[{Printable.Text(value.Section)}] {shown} is no option of an image; "
                + $"there are, in [{Section}]: {string.Join(", ", allowed)}";
        }
        try
        {
            settings = key.Binding.Write(settings, value.Text);
            return null;
        }
        catch (FormatException error)
        {
            return $"{shown} = {Printable.Text(value.Text)}: the value {error.Message}";
        }
    }

    /// <summary>Names between blanks or commas.</summary>
    private static string? JudgeTags(string text, ref DaemonSettings settings)
    {
        var squash = settings.Squash with { Tags = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) };
        try
        {
            SquashMapping.Of(squash, "/");
            settings = settings with { Squash = squash };
            return null;
        }
        catch (FormatException error)
        {
            return $"{Tags}: {error.Message}";
        }
    }
}
