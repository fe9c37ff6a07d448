namespace SquashDaemon.Cli;

/// <summary>One bar of a chart: what one layer takes, in parts that add up.</summary>
/// <param name="Label">What stands before it.</param>
/// <param name="CopiedBytes">What it copies of the layers below.</param>
/// <param name="KeptBytes">What it brings and the image shows.</param>
/// <param name="WastedBytes">What it brings and the image does not show.</param>
internal readonly record struct SheetBar(string Label, long CopiedBytes, long KeptBytes, long WastedBytes)
{
    /// <summary>All of it.</summary>
    public long Bytes => CopiedBytes + KeptBytes + WastedBytes;
}
