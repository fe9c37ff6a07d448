using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

/// <summary>The demonstration archive, written once for all tests of a class.</summary>
public sealed class DemoArchive : IDisposable
{
    private readonly TempFolder _folder = new();

    public DemoArchive()
    {
        Assert.Equal(0, Squashd.Run("demo", Path).Code);
        var (code, output, _) = Squashd.Run("squash", Path, "--from-layer", "9", "--json");
        Assert.Equal(2, code);
        DiffIds =
        [
            .. JsonDocument.Parse(output).RootElement.GetProperty("choices").EnumerateArray()
                .Select(line => line.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]),
        ];
    }

    public string Path => _folder["demo.tar"];

    /// <summary>Of its layers, newest first, as <c>--json</c> lists them after a wrong choice.</summary>
    public IReadOnlyList<string> DiffIds { get; }

    public void Dispose() => _folder.Dispose();
}
