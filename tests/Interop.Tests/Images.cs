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

    /// <summary>Forms that no engine writes; the small image proves them, unpacking the large one takes minutes.</summary>
    public static IReadOnlyList<string> SlowForms { get; } = ["docker.tar.xz", "docker.tar.bz2"];

    /// <summary>Every image in every form.</summary>
    public static TheoryData<string, string> InEveryForm
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var image in All)
            {
                foreach (var form in FormsOf(image))
                    data.Add(image, form);
            }
            return data;
        }
    }

    /// <summary>The forms that an image is saved in.</summary>
    public static IEnumerable<string> FormsOf(string image) => image == "real" ? Forms.Except(SlowForms) : Forms;

    /// <summary>The full name of an image.</summary>
    public static string NameOf(string image) => $"localhost/squashd/{image}:1";
}
