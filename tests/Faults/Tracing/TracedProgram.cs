using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Faults.Tracing;

/// <summary>squashd under a <see cref="Tracer"/>.</summary>
internal sealed class TracedProgram : IDisposable
{
    // The one that is traced must not be our own child, or .NET and the tracer would both wait for its end.
    private const string Script = """sh -c 'echo $$; read go; exec "$@"' - "$@"; exit $?""";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Process _shell;
    private readonly Thread _tracer;

    private TracedProgram(Process shell, Func<SystemCall, Fault?> decide)
    {
        _shell = shell;
        // The first line is the process that is about to become squashd.
        var first = new TaskCompletionSource<string>();
        shell.OutputDataReceived += (_, line) =>
        {
            if (!first.TrySetResult(line.Data ?? ""))
                Add(_output, line.Data);
        };
        shell.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
        Id = int.Parse(first.Task.GetAwaiter().GetResult(), CultureInfo.InvariantCulture);
        var isTraced = new TaskCompletionSource();
        _tracer = new Thread(() => Trace(new Tracer(Id, decide), isTraced)) { IsBackground = true };
        _tracer.Start();
        isTraced.Task.GetAwaiter().GetResult();
        shell.StandardInput.WriteLine();
    }

    /// <summary>The process.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _shell.HasExited;

    /// <summary>What it has written to standard output.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>What it has written to standard error.</summary>
    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>What it has told of itself: <c>run --json</c>.</summary>
    public IEnumerable<ToldEvent> Told() => ToldEvent.Of(Output);

    /// <summary>Starts it; <paramref name="decide"/> is asked by one thread.</summary>
    public static TracedProgram Start(IEnumerable<string> arguments, Func<SystemCall, Fault?> decide)
    {
        Need.That(RuntimeInformation.ProcessArchitecture == Architecture.X64, "this test needs an x86-64 machine");
        return new TracedProgram(
            Process.Start(new ProcessStartInfo("sh", ["-c", Script, "-", Squashd.Program, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!,
            decide);
    }

    /// <summary>Waits for its end, and gives its exit code, or 128 and the signal that ended it.</summary>
    public int WaitForEnd()
    {
        Assert.True(_shell.WaitForExit(Longest), $"squashd hangs; it tells {Output} {Error}");
        _shell.WaitForExit();
        return _shell.ExitCode;
    }

    /// <summary>Asks it to end, and waits.</summary>
    public int End()
    {
        const int terminate = 15;
        _ = Ptrace.Kill(Id, terminate);
        return WaitForEnd();
    }

    public void Dispose()
    {
        if (!HasEnded)
            _ = Ptrace.Kill(Id, Ptrace.KillSignal);
        _shell.WaitForExit();
        _tracer.Join();
        _shell.Dispose();
    }

    private static void Trace(Tracer tracer, TaskCompletionSource isTraced)
    {
        try
        {
            tracer.Seize();
            isTraced.SetResult();
        }
        catch (IOException error)
        {
            isTraced.SetException(error);
            return;
        }
        tracer.Run();
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }
}
