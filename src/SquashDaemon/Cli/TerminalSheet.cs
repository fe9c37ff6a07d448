using Spectre.Console;

namespace SquashDaemon.Cli;

/// <summary>Tables and bars on a terminal. Every text is escaped, so that none of it is read as markup.</summary>
internal sealed class TerminalSheet(IAnsiConsole console)
{
    private const int BarRoom = 18;
    private const int LongestBar = 80;

    /// <summary>Writes a table; nothing if it has no rows.</summary>
    public void Write(SheetTable table)
    {
        if (table.Rows.Count == 0)
            return;
        var shown = new Table { Border = TableBorder.Rounded, ShowHeaders = table.HasHeader };
        shown.Title(Markup.Escape(table.Title), new Style(decoration: Decoration.Bold));
        foreach (var column in table.Columns)
        {
            var shownColumn = new TableColumn(Markup.Escape(column.Name));
            shown.AddColumn(column.IsNumber ? shownColumn.RightAligned().NoWrap() : shownColumn);
        }
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var isTotal = table.HasTotals && row == table.Rows.Count - 1;
            if (isTotal)
                shown.AddEmptyRow();
            var style = isTotal ? new Style(decoration: Decoration.Bold) : Style.Plain;
            shown.AddRow(table.Rows[row].Select(cell => new Text(cell, style)));
        }
        console.Write(shown);
        console.WriteLine();
    }

    /// <summary>Writes a bar for each layer, all to one scale, and what the parts mean.</summary>
    public void Write(string title, IReadOnlyList<SheetBar> bars)
    {
        var longest = bars.Select(bar => bar.Bytes).DefaultIfEmpty().Max();
        if (longest == 0)
            return;
        var isUnicode = console.Profile.Capabilities.Unicode;
        var (copied, kept, wasted) = isUnicode ? ('░', '█', '▒') : ('.', '#', '-');
        var room = Math.Clamp(console.Profile.Width - BarRoom, 10, LongestBar);
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        console.MarkupLine(
            $"[grey]{copied} copied from below[/]  [green]{kept} new[/]  [red]{wasted} new, and wasted: overwritten or deleted above[/]");
        var grid = new Grid().AddColumn(new GridColumn().RightAligned()).AddColumn().AddColumn(new GridColumn().RightAligned().NoWrap());
        foreach (var bar in bars)
        {
            // The parts end where they would on a ruler, so that rounding adds up to the whole.
            int[] ends = [.. new[] { bar.CopiedBytes, bar.CopiedBytes + bar.KeptBytes, bar.Bytes }
                .Select(bytes => (int)Math.Round((double)bytes * room / longest))];
            grid.AddRow(
                new Text(bar.Label),
                new Markup(
                    $"[grey]{new string(copied, ends[0])}[/][green]{new string(kept, ends[1] - ends[0])}[/]"
                    + $"[red]{new string(wasted, ends[2] - ends[1])}[/]"),
                new Text(ByteCount.Show(bar.Bytes)));
        }
        console.Write(grid);
        console.WriteLine();
    }
}
