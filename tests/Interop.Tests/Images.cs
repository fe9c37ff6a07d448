namespace Interop.Tests;

/// <summary>The images of the lab and the forms that they are saved in.</summary>
public static class Images
{
    /// <summary>Their short names.</summary>
    public static IReadOnlyList<string> All { get; } = ["small", "real"];

    /// <summary>The endings of their archives.</summary>
    public static IReadOnlyList<string> Forms { get; } =
    [
        "docker.tar", "podman-docker.tar", "podman-oci.tar", "skopeo-docker.tar", "skopeo-oci.tar", "skopeo-zstd.tar",
        "docker.tar.gz", "docker.tar.zst", "docker.tar.xz", "docker.tar.bz2",
    ];

    /// <summary>Every image in every form.</summary>
    public static TheoryData<string, string> InEveryForm
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var image in All)
            {
                foreach (var form in Forms)
                    data.Add(image, form);
            }
            return data;
        }
    }

    /// <summary>The full name of an image.</summary>
    public static string NameOf(string image) => $"localhost/squashd/{image}:1";
}
