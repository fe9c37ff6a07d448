namespace Interop.Tests.Packaging;

/// <summary>One machine for each suite, booted by the first test that asks for it.</summary>
public sealed class Machines : IDisposable
{
    private readonly Dictionary<string, Machine> _machines = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("m-").FullName;

    /// <summary>The machine of a suite; skips the test, or fails it in CI, where a tool is missing.</summary>
    internal Machine Of(string suite, Package package)
    {
        Need.Root();
        Need.Programs("debootstrap", "podman", "runc", "rpm", "rpmbuild", "scdoc");
        if (!_machines.TryGetValue(suite, out var machine))
            _machines[suite] = machine = new Machine(suite, Path.Combine(_folder, suite), package.Current);
        return machine;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var machine in _machines.Values)
            machine.Dispose();
        Tool.Try("rm", "-rf", "--one-file-system", _folder);
    }
}
