using Squash;

namespace Faults.Hostile;

/// <summary>The engine at many archives, without a process for each.</summary>
internal sealed class EngineTrial : IDisposable
{
    private const int Done = 0;
    private const int Refused = 65;
    private const int Crashed = 134;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Squashes one and verifies it.</summary>
    public void Try(HostileArchive archive, Figures figures)
    {
        using (var file = new BufferedStream(File.Create(_folder["in.tar"]), 1 << 20))
            archive.Write(file);
        var code = Crashed;
        try
        {
            Squash();
            code = Done;
            if (Verify() is { Count: > 0 } differences)
                figures.Fault(archive.Name, $"is not equal: {differences[0]}");
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            code = code == Done ? Crashed : Refused;
            if (code == Crashed)
                figures.Fault(archive.Name, $"only the verifier refuses it: {error.Message}");
            if (error.Message.Any(char.IsControl))
                figures.Fault(archive.Name, $"said control bytes: {error.Message}");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            figures.Fault(archive.Name, $"ended with {error}");
        }
        var left = Directory.GetFileSystemEntries(_folder.Path).Length - 2;
        figures.Add(code, left);
        if (left > 0)
            figures.Fault(archive.Name, "left something");
    }

    private void Squash()
    {
        using var source = File.OpenHandle(_folder["in.tar"]);
        using var target = File.Create(_folder["flat.tar"]);
        new Squasher(new SquashOptions { ScratchDirectory = _folder.Path }).Squash(source, target);
    }

    private IReadOnlyList<string> Verify()
    {
        using var original = File.OpenHandle(_folder["in.tar"]);
        using var flat = File.OpenHandle(_folder["flat.tar"]);
        return new Verifier(_folder.Path).Verify(original, flat).Differences;
    }
}
