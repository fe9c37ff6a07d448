using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Interop.Tests.LongestFirst))]

namespace Interop.Tests;

/// <summary>The engines' tests take the longest and those of the packages come next; begun last, all would wait for them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [LabGroup.Name, Packaging.PackageGroup.Name];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.IndexOf(Long, collection.TestCollectionDisplayName) is >= 0 and var at ? at : Long.Length)];
}
