namespace Squash.Inspecting;

/// <summary>What a stack of layers costs.</summary>
/// <param name="Layers">Its layers, bottom first.</param>
/// <param name="Largest">The largest of what is wasted, largest first.</param>
internal sealed record StackCost(IReadOnlyList<LayerCost> Layers, IReadOnlyList<WastedContent> Largest);
