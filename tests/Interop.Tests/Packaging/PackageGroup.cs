namespace Interop.Tests.Packaging;

/// <summary>The tests of packages take turns, and share what is made for them.</summary>
[CollectionDefinition(Name)]
public sealed class PackageGroup : ICollectionFixture<Package>, ICollectionFixture<Machines>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "packages";
}
