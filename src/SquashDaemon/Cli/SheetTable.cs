namespace SquashDaemon.Cli;

/// <summary>A table of a report, however it is shown. All text is safe to print.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
internal sealed record SheetTable(string Title, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Whether the last row sums up the others.</summary>
    public bool HasTotals { get; init; }

    /// <summary>Whether the names of the columns are shown.</summary>
    public bool HasHeader { get; init; } = true;
}
