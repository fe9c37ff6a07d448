using System.Formats.Tar;
using System.Text;

namespace Interop.Tests.Packaging;

/// <summary>A small image that runs: busybox, and a second layer that takes a file away and brings another.</summary>
internal static class BusyboxImage
{
    /// <summary>Writes it as docker save does; its containers say <paramref name="greeting"/> and what is in the root folder.</summary>
    public static void Write(string path, string name, string greeting) => SavedImage.Write(
        path, name, """{"Cmd":["/bin/sh","-c","cat /greeting; ls /"],"Labels":{"kept":"yes"}}""",
        SavedImage.Layer(tar =>
        {
            SavedImage.Add(tar, "bin/busybox", File.ReadAllBytes("/bin/busybox"));
            foreach (var tool in new[] { "cat", "ls", "sh" })
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{tool}") { LinkName = "busybox" });
            SavedImage.Add(tar, "old", "old"u8.ToArray());
        }),
        SavedImage.Layer(tar =>
        {
            SavedImage.Add(tar, ".wh.old", []);
            SavedImage.Add(tar, "greeting", Encoding.UTF8.GetBytes($"{greeting}\n"));
        }));
}
