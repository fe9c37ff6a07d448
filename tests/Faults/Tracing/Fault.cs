namespace Faults.Tracing;

/// <summary>What becomes of a system call instead of what it is for.</summary>
/// <param name="Errno">The error that it ends with; 0: the process is killed before the call does anything.</param>
internal readonly record struct Fault(int Errno)
{
    /// <summary>The process dies.</summary>
    public static Fault Death => default;
}
