namespace SquashDaemon.Tests;

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("squashd-test-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Files(string name) =>
        [.. Directory.GetFiles(this[name]).Select(file => System.IO.Path.GetFileName(file)!).Where(file => !file.StartsWith('.')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
