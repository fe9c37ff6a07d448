using System.Text;
using SquashDaemon.Spool;

namespace SquashDaemon.Install;

/// <summary>Files that an installation puts in place, each whole or not at all.</summary>
internal static class PlacedFile
{
    private const UnixFileMode OwnerWrites =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Puts a text in place.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Durable.WriteFile(path, Encoding.UTF8.GetBytes(text));
        File.SetUnixFileMode(path, OwnerWrites);
    }

    /// <summary>Puts a program in place by a rename, since one that runs cannot be written to.</summary>
    public static void CopyProgram(string source, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.part";
        File.Copy(source, part, overwrite: true);
        File.SetUnixFileMode(part, OwnerWrites | Executable);
        Durable.Replace(part, path);
        Durable.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether a file is there and has the same bytes as another.</summary>
    public static bool IsSame(string source, string path) =>
        File.Exists(path) && new FileInfo(source).Length == new FileInfo(path).Length
        && File.ReadAllBytes(source).AsSpan().SequenceEqual(File.ReadAllBytes(path));
}
