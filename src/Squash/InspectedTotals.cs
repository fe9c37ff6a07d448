namespace Squash;

/// <summary>Sums over the layers of an image.</summary>
/// <param name="Layers">How many there are.</param>
/// <param name="BlobBytes">Sizes of the blobs.</param>
/// <param name="PlainBytes">Sizes of the plain tars.</param>
/// <param name="Entries">Entries.</param>
/// <param name="ContentBytes">Data of all files of all layers.</param>
/// <param name="WastedBytes">Those of them that the image does not show.</param>
public sealed record InspectedTotals(
    int Layers, long BlobBytes, long PlainBytes, long Entries, long ContentBytes, long WastedBytes);
