namespace Squash.Merging;

/// <summary>What becomes of the layer that is being planned.</summary>
internal enum PlanPhase
{
    /// <summary>All layers of the stack become one.</summary>
    Whole,

    /// <summary>It is squashed, and layers below it are kept.</summary>
    Squashed,

    /// <summary>It is kept: it is only read for what upper layers link to.</summary>
    Kept,
}
