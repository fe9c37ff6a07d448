namespace SquashDaemon.Cli;

/// <summary>Tables as aligned text, for files and pipes: no escapes, no frames.</summary>
internal sealed class PlainSheet(TextWriter output)
{
    private const string Gap = "  ";

    /// <summary>Writes a table; nothing if it has no rows.</summary>
    public void Write(SheetTable table)
    {
        if (table.Rows.Count == 0)
            return;
        string[] header = [.. table.Columns.Select(column => column.Name)];
        var rows = table.HasHeader ? table.Rows.Prepend(header).ToList() : table.Rows;
        int[] widths = [.. table.Columns.Select((_, index) => rows.Max(row => row[index].Length))];
        output.WriteLine(table.Title);
        foreach (var row in rows)
        {
            var cells = row.Select((cell, index) =>
                table.Columns[index].IsNumber ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index]));
            output.WriteLine((Gap + string.Join(Gap, cells)).TrimEnd());
        }
        output.WriteLine();
    }
}
