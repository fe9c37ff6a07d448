using System.Collections.Concurrent;
using System.Diagnostics;
using Faults.Tracing;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A configuration of the daemon and an image for it, so that together they go through certain calls.</summary>
/// <param name="Name">What is particular about it.</param>
/// <param name="Settings">The configuration; <c>{}</c> stands for the folder of the spool.</param>
internal sealed record SpoolKind(string Name, params string[] Settings)
{
    private static readonly ConcurrentDictionary<string, Lazy<(string Name, byte[] Content, UnixFileMode Mode)[]>> Files = new();

    private const string Script = "#!/bin/sh\necho \"$SQUASHD_EVENT\" >> \"${0%/*}/hook.log\"\n";

    /// <summary>The name of the image in the inbox.</summary>
    public string Image { get; init; } = "a.tar";

    /// <summary>Makes the image, and whatever else there must be; the demo image by default.</summary>
    public Action<TempFolder> Fill { get; init; } = folder => Demo(folder["inbox/a.tar"]);

    /// <summary>Puts into a spool what was made once.</summary>
    public void Put(TempFolder folder)
    {
        foreach (var (name, content, mode) in Files.GetOrAdd(Name, _ => new(() => Make(this))).Value)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name], content);
            File.SetUnixFileMode(folder[name], mode);
        }
    }

    /// <summary>What calls do in any case.</summary>
    public Func<SystemCall, Fault?> Always { get; init; } = _ => null;

    /// <summary>Whether the image fails.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether a file may have two names for a moment.</summary>
    public bool HasNoExclusiveRename { get; init; }

    /// <summary>One by its name.</summary>
    public static SpoolKind Of(string name) => name switch
    {
        "done" => new(name),
        "delete" => new(name, "spool.on_success=delete"),
        "keep" => new(name, "spool.on_success=keep"),
        "another file system" => new(name, "spool.outbox={}/disk/outbox"),
        "compressed" => new(name, "squash.scratch={}/scratch", "squash.compress=gzip")
        {
            Image = "a.tar.gz",
            Fill = FillCompressed,
        },
        "options" => new(name, "spool.require_marker=.done", "hooks.on_done={}/hook") { Fill = FillWithOptions },
        "refused" => new(name, "hooks.on_failed={}/hook") { Fill = FillWithRefused, IsRefused = true },
        "no exclusive rename" => new(name)
        {
            Always = call => call.Name == "renameat2" ? new Fault(Errno.Invalid) : null,
            HasNoExclusiveRename = true,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static (string Name, byte[] Content, UnixFileMode Mode)[] Make(SpoolKind kind)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["inbox"]);
        kind.Fill(folder);
        return [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder.Path, path), File.ReadAllBytes(path), File.GetUnixFileMode(path)))];
    }

    private static void Demo(string path) => Squashd.Run("demo", path);

    /// <summary>Compressed as a whole, and its layer too.</summary>
    private static void FillCompressed(TempFolder folder)
    {
        Demo(folder["demo"]);
        Squashd.Run("squash", folder["demo"], "-o", folder["packed"], "--compress", "gzip");
        Shell($"gzip -nc '{folder["packed"]}' > '{folder["inbox/a.tar.gz"]}'");
        File.Delete(folder["demo"]);
        File.Delete(folder["packed"]);
    }

    private static void FillWithOptions(TempFolder folder)
    {
        Demo(folder["inbox/a.tar"]);
        File.WriteAllText(folder["inbox/a.tar.squash.conf"], "[squash]\ntags = other:1\n");
        File.WriteAllText(folder["inbox/a.tar.done"], "");
        FillHook(folder);
    }

    private static void FillWithRefused(TempFolder folder)
    {
        TinyImage.Write(folder["inbox/a.tar"], "a", os: "windows");
        FillHook(folder);
    }

    private static void FillHook(TempFolder folder)
    {
        File.WriteAllText(folder["hook"], Script);
        File.SetUnixFileMode(folder["hook"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static void Shell(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        shell.WaitForExit();
    }
}
