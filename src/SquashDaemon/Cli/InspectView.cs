using Spectre.Console;
using Squash;

namespace SquashDaemon.Cli;

/// <summary>Shows a report of <c>inspect</c>: tables and bars on a terminal, plain text elsewhere.</summary>
internal static class InspectView
{
    /// <summary>Writes every image of the report.</summary>
    public static void Show(InspectReport report, TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";
        foreach (var image in report.Images)
        {
            if (isTerminal)
                Show(image, new TerminalSheet(AnsiConsole.Console));
            else
                Show(image, new PlainSheet(output));
        }
    }

    private static void Show(InspectedImage image, TerminalSheet sheet)
    {
        sheet.Write(InspectSheet.Image(image));
        sheet.Write(InspectSheet.Layers(image));
        sheet.Write("each layer under VFS", InspectSheet.Bars(image));
        sheet.Write(InspectSheet.Disk(image));
        sheet.Write(InspectSheet.Wasted(image));
    }

    private static void Show(InspectedImage image, PlainSheet sheet)
    {
        sheet.Write(InspectSheet.Image(image));
        sheet.Write(InspectSheet.Layers(image));
        sheet.Write(InspectSheet.Disk(image));
        sheet.Write(InspectSheet.Wasted(image));
    }
}
