using System.Runtime.InteropServices;

namespace Faults.Tracing;

/// <summary>The calls that trace a process (ptrace(2)).</summary>
internal static partial class Ptrace
{
    public const int PeekData = 2;
    public const int PokeUser = 6;
    public const int ResumeToCall = 24;
    public const int Seize = 0x4206;
    public const int Interrupt = 0x4207;
    public const int CallInfo = 0x420e;

    // Stops at calls are told from signals, new threads are traced as well, and nothing outlives the tracer.
    public const int Options = 1 | 8 | 0x10 | 0x100000;

    // Of all threads, and of what this thread traces: other children are not its business.
    public const int AnyThread = 0x40000000 | 0x20000000;

    public const int KillSignal = 9;

    // Where struct user keeps the number and the result of a call (x86-64).
    public const int NumberRegister = 15 * 8;
    public const int ResultRegister = 10 * 8;

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    public static partial nint Call(nint request, nint thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    public static partial nint Call(nint request, nint thread, nint address, Span<byte> data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int thread, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);
}
