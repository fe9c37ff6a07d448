namespace Squash.Archives;

/// <summary>Which files an archive names its images in (DESIGN 7).</summary>
public enum ArchiveLayout
{
    /// <summary>An OCI layout with docker's manifest.json and repositories: loads everywhere.</summary>
    Docker,

    /// <summary>An OCI layout only (image-layout.md).</summary>
    Oci,
}
