namespace Squash.Merging;

/// <summary>Which entries of a stack of layers survive, and the few that must be written differently.</summary>
public sealed class MergePlan
{
    private readonly PlannedLayer[] _layers;

    internal MergePlan(PlannedLayer[] layers, PlanState state)
    {
        _layers = layers;
        Survivors = state.Survivors;
        Directories = state.Directories;
        Inodes = state.Links.Inodes;
        Paths = state.Paths;
        Warnings = state.Warnings.ToList();
    }

    /// <summary>How many layers, from the bottom, are kept beside the new one.</summary>
    public int KeptLayers { get; internal init; }

    /// <summary>Whether the new layer would change nothing of what the kept layers show (P2).</summary>
    public bool ChangesNothing { get; internal init; }

    /// <summary>What was ignored or decided, each one sentence, safe to print.</summary>
    public IReadOnlyList<string> Warnings { get; }

    internal LayerMarkers Markers { get; init; } = new();

    internal SurvivorBits Survivors { get; }

    internal SurvivingDirectories Directories { get; }

    internal InodeMap Inodes { get; }

    internal LedPaths Paths { get; }

    /// <summary>The layers, bottom first.</summary>
    internal IReadOnlyList<PlannedLayer> Layers => _layers;

    /// <summary>Forgets what an earlier merge of this plan has written.</summary>
    internal void BeginMerge()
    {
        foreach (var (_, inode) in Inodes.All)
            (inode.IsWritten, inode.WrittenPath, inode.Xattrs) = (false, null, []);
    }

    /// <summary>Whether anything of a layer (0 is the bottom) but directories may be needed.</summary>
    internal bool HasSurvivors(int layer) => Survivors.Any(_layers[layer].First + 1, _layers[layer].Count);
}
