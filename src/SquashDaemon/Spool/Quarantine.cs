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
        Durable.WriteFile(folder.ErrorText, Encoding.UTF8.GetBytes(Text(error)));
        Durable.WriteFile(folder.ErrorJson, JsonSerializer.SerializeToUtf8Bytes(error, SpoolJson.Default.ErrorRecord));
        return Finish(folder, error, failed);
    }

    /// <summary>The rename alone.</summary>
    public static JobFolder Finish(JobFolder folder, ErrorRecord error, string failed)
    {
        for (var number = 1; ; number++)
        {
            var target = new JobFolder(Path.Combine(failed, FreeName.Of(error.Name.Text, number)));
            if (!Durable.TryRenameDirectory(folder.Path, target.Path))
                continue;
            Durable.FlushDirectory(failed);
            Durable.FlushDirectory(Path.GetDirectoryName(folder.Path)!);
            return target;
        }
    }

    private static string Text(ErrorRecord error) =>
        $"{error.Name.Shown} could not be squashed: {error.Error}.\n"
        + "\n"
        + "Nothing of it is in the outbox. The original is beside this file, as \"input\".\n"
        + $"What to do: {Advice(error.Kind)}\n"
        + $"To try again: squashd retry {error.Name.Shown}\n"
        + "\n"
        + $"job {error.Id}, {error.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, attempts: {error.Attempts}\n";

    private static string Advice(string kind) => kind switch
    {
        "truncated" => "save the image again, to the end, and drop it anew.",
        "options" => "mend options.conf beside this file.",
        "io" => "see whether the disk is sound.",
        "expired" => "make room, or let squashd write to its folders.",
        "crashed" => "see the log of the time when squashd died; this image may need more memory than there is.",
        "bug" => "this is a fault of squashd; report it with this text.",
        _ => "if an engine loads the archive, report this; else save the image again.",
    };
}
