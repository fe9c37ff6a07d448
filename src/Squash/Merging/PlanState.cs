using System.Runtime.CompilerServices;
using Squash.Layers;

namespace Squash.Merging;

/// <summary>What planning knows while it goes from layer to layer; the table is left behind when it is done.</summary>
internal sealed class PlanState : IDisposable
{
    /// <summary>Entry numbers are 32 bits; no image comes near.</summary>
    public const uint MostEntries = 1u << 30;

    private readonly PathTable _table;

    public PlanState(TableMemory memory)
    {
        _table = new PathTable(memory);
        Scope = new LayerScope(_table, new PathHash());
        Links = new LinkBinder(Scope, Survivors);
        Symlinks = new LayerSymlinks(Scope, Links.Inodes);
    }

    public LayerScope Scope { get; }

    public LinkBinder Links { get; }

    public LayerSymlinks Symlinks { get; }

    public LedPaths Paths { get; } = new();

    public SurvivorBits Survivors { get; } = new();

    public ImplicitDirectories Implied { get; } = new();

    public SurvivingDirectories Directories { get; } = new();

    public MergeWarnings Warnings { get; } = new();

    /// <summary>Told of zeros that a sparse file leaves out.</summary>
    public Action<long>? OnHoles { get; init; }

    /// <summary>Which part of a stack that keeps its lower layers is being planned.</summary>
    public PlanPhase Phase { get; set; }

    /// <summary>Whether upper layers seal a path, without making a record for it.</summary>
    public bool IsSealed(PathKey key) => (ViewOf(key) & PathView.Sealed) != 0;

    /// <summary>What upper layers said of a path, without making a record for it.</summary>
    public PathView ViewOf(PathKey key)
    {
        ref var record = ref _table.Find(key);
        if (Unsafe.IsNullRef(ref record))
            return PathView.None;
        record.Settle(Scope.First);
        return record.View;
    }

    /// <summary>Completes the list of directories when the bottom layer is planned.</summary>
    public void SealDirectories()
    {
        Implied.AddTo(Directories, _table);
        Directories.Seal(Survivors);
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
