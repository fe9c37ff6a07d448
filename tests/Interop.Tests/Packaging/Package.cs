namespace Interop.Tests.Packaging;

/// <summary>The static program and the packages of it, made once; the program is what SQUASHD names, if that is set.</summary>
public sealed class Package : IDisposable
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("pkg-").FullName);
    private readonly Lazy<string> _program;
    private readonly Lazy<string> _rpm;

    /// <summary>Nothing is made yet.</summary>
    public Package()
    {
        _program = new(Publish);
        _rpm = new(() => Rpm(1));
    }

    /// <summary>The program.</summary>
    public string Program => _program.Value;

    /// <summary>The RPM for RHEL 8 to 10.</summary>
    public string Current => _rpm.Value;

    /// <summary>A folder for what a test makes; gone at the end.</summary>
    public string Folder => _folder.Value;

    /// <summary>Builds an RPM; its path.</summary>
    public string Rpm(int release, params string[] options) => Tool.Run("sh", "-ec", $"""
        SQUASHD_RELEASE={release} {Script("build-rpm.sh")} {Folder}/rpm{release} {Program} {string.Join(' ', options)}
        """).Trim();

    /// <summary>A script of the folder packaging.</summary>
    public static string Script(string name) => Path.Combine(Root(AppContext.BaseDirectory), "packaging", name);

    /// <summary>A file of the folder systemd.</summary>
    public static string Unit(string name) => Path.Combine(Root(AppContext.BaseDirectory), "systemd", name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder.IsValueCreated)
            Tool.Try("rm", "-rf", Folder);
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "SquashDaemon.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    private string Publish()
    {
        if (Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 } program)
            return program;
        Need.Programs("clang", "ld.lld");
        Tool.Run(Script("publish.sh"), Path.Combine(Folder, "publish"));
        return Path.Combine(Folder, "publish", "squashd");
    }
}
