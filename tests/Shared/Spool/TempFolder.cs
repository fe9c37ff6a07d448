namespace Shared.Spool;

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
        : this(System.IO.Path.GetTempPath())
    {
    }

    public TempFolder(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"squashd-test-{Guid.NewGuid():n}")).FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Files(string name) =>
        !Directory.Exists(this[name]) ? [] : [.. Directory.GetFiles(this[name]).Select(file => System.IO.Path.GetFileName(file)!).Where(file => !file.StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>By a program: .NET cannot delete files whose names are not UTF-8.</summary>
    public void Dispose()
    {
        using var remove = System.Diagnostics.Process.Start("rm", ["-rf", Path]);
        remove.WaitForExit();
    }
}
