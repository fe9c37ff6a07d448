namespace SquashDaemon.Configuration;

/// <summary><c>[squash] layout</c>: the form of the output.</summary>
internal enum LayoutChoice
{
    /// <summary>A docker archive and an OCI layout at once.</summary>
    Docker,

    /// <summary>An OCI layout alone.</summary>
    Oci,
}
