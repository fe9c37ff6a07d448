using System.Buffers.Binary;
using System.Text;

namespace Faults.Tracing;

/// <summary>
/// Stops a process at each of its system calls, whichever thread makes it, and lets a test decide what becomes of it.
/// strace can inject faults too, but counts the calls of each thread by itself, so that those of one thread hide those of
/// another, and it knows no folders.
/// </summary>
internal sealed class Tracer(int process, Func<SystemCall, Fault?> decide)
{
    private const int CallStop = 0x80 | 5;
    private const int TrapStop = 5;
    private const int EntryMark = 1;
    private const int ExitMark = 2;
    private const int LongestPath = 4096;
    private readonly byte[] _info = new byte[88];
    private readonly Dictionary<int, int> _failing = [];

    /// <summary>Begins; the process must stand still until then. All of it is one thread's work.</summary>
    public void Seize()
    {
        Check(Ptrace.Call(Ptrace.Seize, process, 0, Ptrace.Options));
        Check(Ptrace.Call(Ptrace.Interrupt, process, 0, 0));
    }

    /// <summary>Goes on until the process has ended.</summary>
    public void Run()
    {
        while (Ptrace.Wait(-1, out var status, Ptrace.AnyThread) is var thread)
        {
            if (thread < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == SquashDaemon.Spool.Errno.Interrupted)
                continue;
            if (thread < 0)
                return;
            if ((status & 0xff) == 0x7f)
                Resume(thread, status >> 8);
        }
    }

    private void Resume(int thread, int stop)
    {
        var signal = 0;
        if (stop == CallStop)
            Call(thread);
        else if (stop >> 8 == 0 && stop != TrapStop)
            signal = stop;
        // It may have been killed meanwhile.
        _ = Ptrace.Call(Ptrace.ResumeToCall, thread, 0, signal);
    }

    // struct ptrace_syscall_info: kind (1), then at 24 the number and six arguments, or the result.
    private void Call(int thread)
    {
        if (Ptrace.Call(Ptrace.CallInfo, thread, _info.Length, _info) <= 0)
            return;
        if (_info[0] == ExitMark && _failing.Remove(thread, out var errno))
            _ = Ptrace.Call(Ptrace.PokeUser, thread, Ptrace.ResultRegister, -errno);
        if (_info[0] != EntryMark || Decode(thread) is not { } call || decide(call) is not { } fault)
            return;
        if (fault == Fault.Death)
        {
            _ = Ptrace.Kill(process, Ptrace.KillSignal);
            return;
        }
        // A call that does not exist does nothing.
        _ = Ptrace.Call(Ptrace.PokeUser, thread, Ptrace.NumberRegister, -1);
        _failing[thread] = fault.Errno;
    }

    private SystemCall? Decode(int thread)
    {
        const int createOrTruncate = 0x40 | 0x200 | 0x400000;
        if (CallTable.Of(Argument(-1)) is not { } call)
            return null;
        var paths = new List<string>();
        var changes = call.Changes;
        for (var number = 0; number < call.Arguments.Length; number++)
        {
            switch (call.Arguments[number])
            {
                case 'f' when (int)Argument(number) >= 0:
                    paths.Add(new FileInfo($"/proc/{process}/fd/{(int)Argument(number)}").LinkTarget ?? "");
                    break;
                case 'p':
                    paths.Add(Text(thread, (nint)Argument(number)));
                    break;
                case 'o':
                    changes = (Argument(number) & createOrTruncate) != 0;
                    break;
                default:
                    break;
            }
        }
        return new SystemCall(call.Name, [.. paths.Where(path => path.Length > 0)], changes);
    }

    private long Argument(int number) => BinaryPrimitives.ReadInt64LittleEndian(_info.AsSpan(32 + (8 * number)));

    private static string Text(int thread, nint address)
    {
        var bytes = new List<byte>();
        while (address != 0 && bytes.Count < LongestPath)
        {
            // glibc gives the word that is there as the result.
            var word = BitConverter.GetBytes((long)Ptrace.Call(Ptrace.PeekData, thread, address + bytes.Count, 0));
            var end = Array.IndexOf(word, (byte)0);
            bytes.AddRange(end < 0 ? word : word[..end]);
            if (end >= 0)
                break;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void Check(nint result)
    {
        if (result < 0)
            throw SquashDaemon.Spool.Errno.Last("cannot trace", "a process");
    }
}
