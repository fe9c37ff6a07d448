namespace Squash.Inspecting;

/// <summary>What one layer holds and costs.</summary>
/// <param name="PlainBytes">Bytes of the plain tar.</param>
/// <param name="Entries">Its entries, markers too.</param>
/// <param name="ContentBytes">Data of its files.</param>
/// <param name="WastedBytes">Those of them that the finished image does not show.</param>
/// <param name="OwnSpace">Bytes on a disk of its own entries.</param>
/// <param name="TreeSpace">Bytes on a disk of the whole tree up to this layer.</param>
internal sealed record LayerCost(
    long PlainBytes, long Entries, long ContentBytes, long WastedBytes, long OwnSpace, long TreeSpace);
