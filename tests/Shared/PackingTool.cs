using System.Diagnostics;

namespace Shared;

/// <summary>gzip, xz, zstd and bzip2 as users have them.</summary>
internal static class PackingTool
{
    /// <summary>What a tool makes of bytes.</summary>
    public static byte[] Pack(string tool, byte[] plain, params string[] options)
    {
        Need.Programs(tool);
        using var process = Process.Start(new ProcessStartInfo(tool, ["-c", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var feeding = Task.Run(() =>
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(plain);
        });
        using var packed = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(packed);
        process.WaitForExit();
        feeding.Wait();
        Assert.Equal(0, process.ExitCode);
        return packed.ToArray();
    }
}
