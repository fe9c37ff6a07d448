using System.Text.Json;

namespace Interop.Tests;

/// <summary>A container engine that loads, shows, runs and saves images.</summary>
internal interface IEngine
{
    /// <summary>Engine and storage driver.</summary>
    string Name { get; }

    /// <summary>Loads an archive.</summary>
    void Load(string archive);

    /// <summary>Loads what a shell command writes to its standard output.</summary>
    void LoadFrom(string command);

    /// <summary>Saves an image in the engine's usual form.</summary>
    void Save(string archive, params string[] images);

    /// <summary>Gives an image one more name.</summary>
    void Tag(string image, string name);

    /// <summary>What the engine knows of an image.</summary>
    JsonElement Inspect(string image);

    /// <summary>Starts the image's own command and gives what it prints.</summary>
    string RunImage(string image);

    /// <summary>The steps of the history, newest first.</summary>
    string History(string image);

    /// <summary>The comment of the newest step of the history.</summary>
    string Comment(string image);

    /// <summary>The whole file system of an image.</summary>
    IReadOnlyList<string> List(string image);

    /// <summary>A line of a listing without what the engine's own store loses of images with several layers.</summary>
    string WithoutLosses(string line);

    /// <summary>Forgets an image.</summary>
    void Remove(string image);
}
