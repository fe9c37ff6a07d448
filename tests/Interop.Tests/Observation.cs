namespace Interop.Tests;

/// <summary>All that an engine shows of an image.</summary>
/// <param name="Layers">How many layers it has.</param>
/// <param name="Listing">Its file system.</param>
/// <param name="Config">Its config, a line for each key.</param>
/// <param name="History">The steps of its history, newest first.</param>
/// <param name="Printed">What its command prints.</param>
internal sealed record Observation(
    int Layers, IReadOnlyList<string> Listing, IReadOnlyList<string> Config, IReadOnlyList<string> History, string Printed)
{
    private static readonly string[] ConfigKeys =
    [
        "Env", "Cmd", "Entrypoint", "User", "WorkingDir", "Labels", "ExposedPorts", "Volumes", "Healthcheck", "StopSignal",
        "OnBuild", "Shell",
    ];

    private static readonly string[] ImageKeys = ["Created", "Architecture", "Os", "Author"];

    /// <summary>Loads an archive, looks at everything, and removes it again.</summary>
    public static Observation Of(IEngine engine, string image, string archive) => Of(engine, image, () => engine.Load(archive));

    /// <summary>Looks at everything that a load brings, and removes it again.</summary>
    public static Observation Of(IEngine engine, string image, Action load)
    {
        var name = Images.NameOf(image);
        load();
        var inspected = engine.Inspect(name);
        var config = inspected.GetProperty("Config");
        var observation = new Observation(
            inspected.GetProperty("RootFS").GetProperty("Layers").GetArrayLength(),
            [.. engine.List(name).Select(engine.WithoutLosses)],
            [
                .. ConfigKeys.Select(key => $"{key}: {(config.TryGetProperty(key, out var value) ? value.GetRawText() : "-")}"),
                .. ImageKeys.Select(key => $"{key}: {(inspected.TryGetProperty(key, out var value) ? value.GetRawText() : "-")}"),
            ],
            engine.History(name).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            engine.RunImage(name));
        engine.Remove(name);
        return observation;
    }
}
