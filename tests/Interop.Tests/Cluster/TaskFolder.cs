using Interop.Tests.Packaging;

namespace Interop.Tests.Cluster;

/// <summary>An inbox, an outbox and the scripts of a cluster, without one.</summary>
internal sealed class TaskFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tasks-").FullName;

    /// <summary>Makes the folders; programs in <c>bin</c> come before all others.</summary>
    public TaskFolder()
    {
        foreach (var name in (string[])["inbox", "outbox/state", "bin"])
            Directory.CreateDirectory(this[name]);
    }

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Makes an image in the inbox.</summary>
    public void AddImage(string name) => Tool.Run(Squashd.Path, "demo", this[$"inbox/{name}"], "--quiet");

    /// <summary>What an image becomes undisturbed.</summary>
    public byte[] Undisturbed(string image)
    {
        Tool.Run(Squashd.Path, "squash", this[$"inbox/{image}"], "-o", this["undisturbed"], "--force", "--quiet");
        return File.ReadAllBytes(this["undisturbed"]);
    }

    /// <summary>Puts a script in the way of a program.</summary>
    public void Replace(string program, string script)
    {
        File.WriteAllText(this[$"bin/{program}"], $"#!/bin/bash\n{script}\n");
        Tool.Run("chmod", "755", this[$"bin/{program}"]);
    }

    /// <summary>Writes the list; how many images it has, and what is said of those left out.</summary>
    public (string Count, string Said) List()
    {
        var (code, output, error) = Tool.Try(
            Package.Script("slurm/squashd-list"), this["inbox"], this["outbox"], this["outbox/state/list"]);
        Assert.True(code == 0, error);
        return (output.Trim(), error);
    }

    /// <summary>Runs a task.</summary>
    public (int Code, string Output, string Error) Task(int first, string[] variables, params string[] options) =>
        Tool.Try("env", Command(first, variables, options));

    /// <summary>What env runs a task with; variables come first, options of squash last.</summary>
    public string[] Command(int first, string[] variables, params string[] options) =>
    [
        "-u", "TMPDIR", "-u", "SQUASHD", $"PATH={this["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
        .. File.Exists(this["bin/squashd"]) ? [] : (string[])[$"SQUASHD={Squashd.Path}"], $"REAL={Squashd.Path}", .. variables,
        Package.Script("slurm/squashd-task"), this["outbox/state/list"], this["outbox"], $"{first}", .. options,
    ];

    /// <summary>The names in a folder.</summary>
    public string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(this[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Tool.Try("rm", "-rf", _folder);
}
