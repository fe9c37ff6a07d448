using System.Text.Json;
using Squash;
using SquashDaemon.Hosting;

namespace SquashDaemon.Cli;

/// <summary>Says results on standard output and all else on standard error.</summary>
internal sealed class Report(Verbosity verbosity, TextWriter output, TextWriter error)
{
    /// <summary>A report to the console.</summary>
    public Report(Verbosity verbosity)
        : this(verbosity, Console.Out, Console.Error)
    {
    }

    /// <summary>A report that leaves standard output to an archive.</summary>
    public static Report BesideData(Verbosity verbosity) => new(verbosity, Console.Error, Console.Error);

    /// <summary>Says what a squash made.</summary>
    public void Done(string target, SquashReport report)
    {
        foreach (var warning in verbosity.IsQuiet ? [] : report.Warnings)
            error.WriteLine($"warning: {warning}");
        if (verbosity.IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new SquashDocument(target, report), CliJson.Default.SquashDocument));
            return;
        }
        foreach (var image in verbosity.IsQuiet ? [] : report.Images)
        {
            output.WriteLine(
                $"{Names(image)} ({image.Platform}): {image.LayersBefore} layers became {image.LayersKept + (image.DiffId is null ? 0 : 1)}, "
                + $"{image.Entries} entries, {ByteCount.Show(image.LayerBytes)}, {image.ImageId}");
        }
        if (!verbosity.IsQuiet)
            output.WriteLine($"{target}: {ByteCount.Show(report.OutputBytes)}, from {ByteCount.Show(report.InputBytes)}");
    }

    /// <summary>Says whether two archives show the same.</summary>
    public void Verified(VerifyReport report)
    {
        if (verbosity.IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.VerifyReport));
            return;
        }
        foreach (var difference in report.Differences)
            output.WriteLine(difference);
        if (!verbosity.IsQuiet)
        {
            output.WriteLine(report.Differences.Count == 0
                ? $"equal: {report.Images} images, {report.Entries} paths"
                : $"different: {report.Differences.Count} differences in {report.Entries} paths");
        }
    }

    /// <summary>Says what an archive holds and costs: tables on a terminal, plain text elsewhere.</summary>
    public void Inspected(string archive, InspectReport report)
    {
        foreach (var warning in verbosity.IsQuiet ? [] : report.Warnings)
            error.WriteLine($"warning: {warning}");
        if (verbosity.IsJson)
            output.WriteLine(JsonSerializer.Serialize(new InspectDocument(archive, report), CliJson.Default.InspectDocument));
        else if (!verbosity.IsQuiet)
            InspectView.Show(report, output);
    }

    /// <summary>Says what is waited for.</summary>
    public void Waits(string sentence) => error.WriteLine($"{Start(4)}{sentence}");

    /// <summary>Says what went wrong; a failure of several sentences has each on a line.</summary>
    public void Fail(Failure failure, Exception cause)
    {
        // What keeps a unit from starting is an error in the journal too.
        var start = Start(3);
        if (verbosity.IsJson)
            output.WriteLine(JsonSerializer.Serialize(
                new ErrorDocument(failure.Sentence, failure.ExitCode) { Choices = failure.Choices.Count > 0 ? failure.Choices : null },
                CliJson.Default.ErrorDocument));
        else
            error.WriteLine(string.Join('\n', [$"{start}{failure.Sentence.Replace("\n", $"\n{start}", StringComparison.Ordinal)}", .. failure.Choices]));
        if (verbosity.IsVerbose)
            error.WriteLine(cause);
    }

    /// <summary>How a line begins; the journal wants its priority (syslog's, 0 to 7) before it.</summary>
    private static string Start(int priority) => JournalStream.IsStandardError() ? $"<{priority}>squashd: " : "squashd: ";

    private static string Names(SquashedImage image) => image.Names.Count == 0 ? "unnamed" : string.Join(", ", image.Names);
}
