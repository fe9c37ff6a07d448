using System.Reflection;
using System.Runtime.Loader;

namespace Mutants;

/// <summary>Loads the tests from where they were built, but with another engine.</summary>
internal sealed class TestFolder(string folder, string engine) : AssemblyLoadContext("tests")
{
    private static readonly string[] Namespaces = ["Squash.Tests.Merging", "Squash.Tests.Tar", "Squash.Tests.Layers"];

    /// <summary>They take long over random input, and what they find they may not find again.</summary>
    private static readonly string[] LeftOut = ["FuzzTests", "OtherReadersTests"];

    /// <summary>The tests that mutants have to face.</summary>
    public IReadOnlyList<TestCase> Tests() =>
        TestCase.All(LoadFromAssemblyPath(Path.Combine(folder, "Squash.Tests.dll")).GetTypes()
            .Where(type => Namespaces.Contains(type.Namespace) && !LeftOut.Contains(type.Name)));

    /// <summary>The number of the mutant that is on; none if it is negative.</summary>
    public void Activate(int number) => Switch("Active").SetValue(null, number);

    /// <summary>From now on notes which mutants are asked for.</summary>
    public void Observe(bool[] reached) => Switch("Reached").SetValue(null, reached);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = assemblyName.Name == "Squash" ? engine : Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private FieldInfo Switch(string name) =>
        LoadFromAssemblyName(new AssemblyName("Squash")).GetType("Mutation")!.GetField(name)!;
}
