using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SquashDaemon.Spool;

/// <summary>Puts an archive that cannot be squashed where people look for it, with its reason. Nothing is deleted there.</summary>
internal static class Quarantine
{
    /// <summary>
    /// Moves the whole folder of a job to <c>failed/NAME</c> by one rename. The reason is durable before, so that a
    /// recovery can finish.
    /// </summary>
    /// <returns>The folder where it is then.</returns>
    public static JobFolder Move(JobFolder folder, ErrorRecord error, string failed)
    {
        Explain(folder, error, Free(error, failed).First());
        Durable.WriteFile(folder.ErrorJson, JsonSerializer.SerializeToUtf8Bytes(error, SpoolJson.Default.ErrorRecord));
        return Finish(folder, error, failed);
    }

    /// <summary>The rename alone, unless another has come to the name that stands in the text.</summary>
    public static JobFolder Finish(JobFolder folder, ErrorRecord error, string failed)
    {
        foreach (var target in Free(error, failed))
        {
            Explain(folder, error, target);
            if (!Durable.TryRenameDirectory(folder.Path, target.Path))
                continue;
            FlushBoth(failed, Path.GetDirectoryName(folder.Path)!);
            return target;
        }
        throw new UnreachableException();
    }

    /// <summary>It is there; should a power cut undo that, a recovery does it again.</summary>
    private static void FlushBoth(string failed, string work)
    {
        try
        {
            Durable.FlushDirectory(failed);
            Durable.FlushDirectory(work);
        }
        catch (IOException)
        {
            // What is wrong with the disk shows when something has to be durable.
        }
    }

    /// <summary>Where it may go: what is free now may be taken in a moment.</summary>
    private static IEnumerable<JobFolder> Free(ErrorRecord error, string failed) =>
        Enumerable.Range(1, int.MaxValue)
            .Select(number => new JobFolder(Path.Combine(failed, FreeName.Of(error.Name.Text, number))))
            .Where(target => FileIdentity.Of(target.Path, follow: false) is null);

    private static void Explain(JobFolder folder, ErrorRecord error, JobFolder target)
    {
        var hasOptions = FileIdentity.Of(folder.Options, follow: false) is not null;
        var text = Encoding.UTF8.GetBytes(Text(error, new SpoolName(target.Id), hasOptions));
        if (!text.AsSpan().SequenceEqual(SmallFile.Read(folder.ErrorText, text.Length)))
            Durable.WriteFile(folder.ErrorText, text);
    }

    private static string Text(ErrorRecord error, SpoolName folder, bool hasOptions) =>
        $"{error.Name.Shown} could not be squashed: {error.Error}.\n"
        + "\n"
        + "Nothing of it is in the outbox. The original is beside this file, as \"input\".\n"
        + $"What to do: {Advice(error.Kind, hasOptions)}\n"
        + $"To try again: squashd retry {ShellWord.Argument(folder.Shown)}\n"
        + "\n"
        + $"job {error.Id}, {error.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, attempts: {error.Attempts}\n";

    private static string Advice(string kind, bool hasOptions) => kind switch
    {
        "truncated" => "save the image again, to the end, and drop it anew.",
        "options" => hasOptions ? "mend options.conf beside this file." : "mend [squash] in squashd.conf.",
        "denied" => "let squashd read the files beside this one, for instance with chmod a+r.",
        "io" => "see whether the disk is sound.",
        "expired" => "make room, or let squashd write to its folders.",
        "crashed" => "see the log of the time when squashd died; this image may need more memory than there is.",
        "bug" => "this is a fault of squashd; report it with this text.",
        _ => "if an engine loads the archive, report this; else save the image again.",
    };
}
