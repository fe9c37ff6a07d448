using System.Globalization;
using System.Text.Json;

namespace SquashDaemon.Spool;

/// <summary>The folder of one claimed archive: <c>work/ID</c>, and after a failure <c>failed/NAME</c>.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record JobFolder(string Path)
{
    private const int LargestRecordBytes = 1 << 20;

    /// <summary>The job's ID.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>The archive.</summary>
    public string Input => In("input");

    /// <summary>Its sidecar, if it had one.</summary>
    public string Options => In("options.conf");

    /// <summary>The marker that said that it was complete, if one was required.</summary>
    public string Marker => In("marker");

    /// <summary>What is remembered of it.</summary>
    public string Record => In("job.json");

    /// <summary>What was made of it, from publishing on.</summary>
    public string Report => In("report.json");

    /// <summary>Why it failed, for people.</summary>
    public string ErrorText => In("error.txt");

    /// <summary>Why it failed, for programs.</summary>
    public string ErrorJson => In("error.json");

    /// <summary>Whether it holds a record at most, as one that is made or removed just now, or is gone.</summary>
    public bool IsBare
    {
        get
        {
            try
            {
                return DirectoryListing.Names(Path).TrueForAll(name => name is "job.json" or "job.json.part");
            }
            catch (IOException error) when (error.HResult == Errno.NoEntry)
            {
                return true;
            }
        }
    }

    /// <summary>A fresh ID: its order is that of time.</summary>
    public static string NewId(FileIdentity input, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}-{input.Device:x}-{input.Inode:x}-{Random.Shared.Next():x8}");

    /// <summary>The record; null if there is none or it is damaged.</summary>
    public JobRecord? Read() => Read(Record, SpoolJson.Default.JobRecord) is { IsWhole: true } record ? record : null;

    /// <summary>The error; null if there is none or it is damaged.</summary>
    public ErrorRecord? ReadError() => Read(ErrorJson, SpoolJson.Default.ErrorRecord);

    /// <summary>Makes a record durable.</summary>
    public JobRecord Write(JobRecord record)
    {
        Durable.WriteFile(Record, JsonSerializer.SerializeToUtf8Bytes(record, SpoolJson.Default.JobRecord));
        return record;
    }

    /// <summary>Removes the folder and what is ours in it; whatever else is there stays, and so does the folder.</summary>
    public void Remove()
    {
        foreach (var name in new[] { Options, Marker, Report, ErrorText, ErrorJson, Record })
        {
            Durable.Remove(name);
            Durable.Remove($"{name}.part");
        }
        if (Durable.RemoveDirectory(Path))
            Durable.FlushDirectory(System.IO.Path.GetDirectoryName(Path)!);
    }

    private static T? Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return SmallFile.Read(path, LargestRecordBytes) is { } content ? JsonSerializer.Deserialize(content, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
