using System.Globalization;
using Squash;

namespace SquashDaemon.Cli;

/// <summary>The report on one image as tables and bars.</summary>
internal static class InspectSheet
{
    /// <summary>What the image is.</summary>
    public static SheetTable Image(InspectedImage image)
    {
        var config = image.Config;
        (string Name, string Value)[] rows =
        [
            ("image ID", image.ImageId),
            ("platform", image.Platform),
            ("entrypoint", CommandText.Join(config.Entrypoint)),
            ("command", CommandText.Join(config.Cmd)),
            ("user", config.User),
            ("folder", config.WorkingDir),
            .. config.Env.Select((variable, index) => (index == 0 ? "environment" : "", variable)),
            ("ports", string.Join(", ", config.ExposedPorts)),
            ("volumes", string.Join(", ", config.Volumes)),
            ("labels", config.Labels == 0 ? "" : Count(config.Labels)),
        ];
        return new SheetTable(
            image.Names.Count == 0 ? "unnamed" : string.Join(", ", image.Names),
            [new(""), new("")],
            [.. rows.Where(row => row.Value.Length > 0).Select(row => new[] { row.Name, row.Value })])
        {
            HasHeader = false,
        };
    }

    /// <summary>A row for each layer, and their sums.</summary>
    public static SheetTable Layers(InspectedImage image)
    {
        var totals = image.Totals;
        return new SheetTable(
            "layers, the bottom first",
            [new("#", true), new("created by"), new("packed", true), new("plain", true), new("entries", true), new("wasted", true), new("tree", true)],
            [
                .. image.Layers.Select(layer => new[]
                {
                    Count(layer.Number), CommandText.OfStep(layer.CreatedBy), ByteCount.Show(layer.BlobBytes),
                    ByteCount.Show(layer.PlainBytes), Count(layer.Entries), ByteCount.Show(layer.WastedBytes),
                    ByteCount.Show(layer.TreeDiskBytes),
                }),
                ["", "total", ByteCount.Show(totals.BlobBytes), ByteCount.Show(totals.PlainBytes), Count(totals.Entries),
                    ByteCount.Show(totals.WastedBytes), ByteCount.Show(image.Disk.VfsBytes)],
            ])
        {
            HasTotals = true,
        };
    }

    /// <summary>What squashing is worth.</summary>
    public static SheetTable Disk(InspectedImage image)
    {
        var disk = image.Disk;
        var layers = image.Layers.Count == 1 ? "1 layer" : $"{image.Layers.Count} layers";
        return new SheetTable(
            "on disk",
            [new("store"), new(layers, true), new("squashed", true), new("ratio", true)],
            [
                ["overlay: each layer once", ByteCount.Show(disk.OverlayBytes), ByteCount.Show(disk.FlatBytes), Ratio(disk.OverlayRatio)],
                ["VFS: each layer a full copy", ByteCount.Show(disk.VfsBytes), ByteCount.Show(disk.FlatBytes), Ratio(disk.VfsRatio)],
            ]);
    }

    /// <summary>What wastes most; without rows if nothing does.</summary>
    public static SheetTable Wasted(InspectedImage image) => new(
        "largest wasted files",
        [new("bytes", true), new("path"), new("added by"), new("gone in")],
        [
            .. image.WastedPaths.Select(waste => new[]
            {
                ByteCount.Show(waste.Bytes), waste.Path, $"layer {waste.AddedBy}",
                $"layer {waste.RemovedBy}, {(waste.IsReplaced ? "replaced" : "deleted")}",
            }),
        ]);

    /// <summary>What each layer takes under VFS. Wasted bytes are no whole blocks, so that the rest takes up the slack.</summary>
    public static IReadOnlyList<SheetBar> Bars(InspectedImage image) =>
    [
        .. image.Layers.Select(layer =>
        {
            var own = Math.Min(layer.OwnDiskBytes, layer.TreeDiskBytes);
            var wasted = Math.Min(layer.WastedBytes, own);
            return new SheetBar(Count(layer.Number), layer.TreeDiskBytes - own, own - wasted, wasted);
        }),
    ];

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} x");
}
