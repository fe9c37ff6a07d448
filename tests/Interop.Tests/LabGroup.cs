namespace Interop.Tests;

/// <summary>One lab for all tests, which take turns in it.</summary>
[CollectionDefinition(Name)]
public sealed class LabGroup : ICollectionFixture<Lab>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "lab";
}
