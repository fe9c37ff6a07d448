using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// Plans how a stack of layers becomes one: reads headers only, top layer first, and leaves one bit for each entry,
/// the directories and the hard links that must be written differently. The table of paths is freed with the planner.
/// Of kept layers, which stay below the new one, it plans what the new one must hide (P1 to P4).
/// </summary>
public sealed class MergePlanner(IReadOnlyList<Func<Stream>> layers, int keptLayers = 0)
{
    /// <summary>Where the table of paths is kept.</summary>
    public TableMemory Memory { get; init; } = TableMemory.Unlimited();

    /// <summary>Told of zeros that a sparse file leaves out, and that are written (R29).</summary>
    public Action<long>? OnHoles { get; init; }

    /// <summary>Layer numbers are part of 64-bit stamps; docker stops at 127 layers.</summary>
    public const int MostLayers = 1 << 16;

    /// <summary>Plans the merge of the layers that the openers give, bottom first, each a plain tar stream.</summary>
    /// <exception cref="InvalidDataException">A layer is malformed or breaks a rule; the message names the layer.</exception>
    public MergePlan Plan(CancellationToken cancellationToken = default)
    {
        if (layers.Count > MostLayers)
            throw new NotSupportedException($"the image has more than {MostLayers} layers");
        var kept = keptLayers > 0 ? new MergePlanner([.. layers.Take(keptLayers)]) { Memory = Memory }.Plan(cancellationToken) : null;
        using var state = new PlanState(Memory) { OnHoles = OnHoles, Phase = kept is null ? PlanPhase.Whole : PlanPhase.Squashed };
        var markers = new LayerMarkers();
        var planned = new PlannedLayer[layers.Count];
        uint first = 0;
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            if (kept is not null && layer == keptLayers - 1)
                markers = PlanMarkers(kept, first, state, cancellationToken);
            LayerError.Name(layer, () => planned[layer] = PlanLayer(layer, first, state, cancellationToken));
            first += planned[layer].Count + 1;
        }
        state.Links.End();
        state.SealDirectories();
        if (kept is null)
            return new MergePlan(planned, state);
        var isChanged = new PartialPlanner(state, kept, markers).Plan(planned, layers, cancellationToken);
        return new MergePlan(planned, state) { KeptLayers = keptLayers, ChangesNothing = !isChanged, Markers = markers };
    }

    private LayerMarkers PlanMarkers(MergePlan kept, uint first, PlanState state, CancellationToken cancellationToken)
    {
        state.Phase = PlanPhase.Kept;
        state.Scope.Begin(keptLayers, first);
        return new MarkerPlanner(state, kept, state.Links.BeginKept(first)).Plan(layers, cancellationToken);
    }

    private PlannedLayer PlanLayer(int layer, uint first, PlanState state, CancellationToken cancellationToken)
    {
        state.Scope.Begin(layer + 1, first);
        state.Symlinks.Begin(layers[layer]);
        var planner = new LayerPlanner(state);
        uint count;
        using (var stream = layers[layer]())
            count = planner.Plan(new TarReader(stream, TarReader.SkimmingBuffer), cancellationToken);
        if (state.Scope.HasCleared)
        {
            using var stream = layers[layer]();
            planner.DropReplaced(new TarReader(stream, TarReader.SkimmingBuffer), cancellationToken);
        }
        if (state.Scope.MayHaveReplaced)
            state.Implied.DropReplaced(state.Scope);
        state.Links.EndLayer();
        return new PlannedLayer(first, count);
    }
}
