using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// Tells a program of the user how a job ended: without a shell or arguments, by its environment. What it does never
/// harms the job. It is run at most once for a job.
/// </summary>
internal sealed class Hook(LiveSettings live, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs the program for this end, if there is one.</summary>
    public async Task RunAsync(Job job, JobEnd end, CancellationToken cancellationToken)
    {
        var settings = live.Current;
        var program = end.Outcome switch
        {
            JobOutcome.Done => settings.Hooks.OnDone,
            JobOutcome.Failed => settings.Hooks.OnFailed,
            _ => null,
        };
        if (program is null)
            return;
        var shown = Printable.Text(program);
        try
        {
            using var process = Process.Start(Describe(program, job, end, settings))!;
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(settings.Hooks.Timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await WaitAsync(process, job.Shown, both.Token).ConfigureAwait(false);
            if (!process.HasExited)
            {
                var why = cancellationToken.IsCancellationRequested ? "since the daemon stops" : $"after {settings.Hooks.Timeout}";
                JobLog.HookFailed(log, job.Shown, shown, End(process) is { } obstacle
                    ? $"cannot be ended {why} and is left to itself: {obstacle}"
                    : $"was ended {why}");
            }
            else if (process.ExitCode != 0)
            {
                JobLog.HookFailed(log, job.Shown, shown, $"ended with {process.ExitCode}");
            }
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
        {
            JobLog.HookFailed(log, job.Shown, shown, $"cannot be run: {Printable.Text(error.Message)}");
        }
    }

    /// <summary>Kills it and what it started; why not, if one of them belongs to somebody else, as what sudo runs does.</summary>
    private static string? End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Exception error) when (error is AggregateException or Win32Exception)
        {
            return Printable.Text(error.GetBaseException().Message);
        }
    }

    private static ProcessStartInfo Describe(string program, Job job, JobEnd end, DaemonSettings settings)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // systemd listens to this for the daemon alone.
        start.Environment.Remove("NOTIFY_SOCKET");
        start.Environment["SQUASHD_EVENT"] = end.Outcome == JobOutcome.Done ? "done" : "failed";
        start.Environment["SQUASHD_ID"] = job.Record.Id;
        start.Environment["SQUASHD_NAME"] = job.Record.Name.Text;
        if (end.Outcome == JobOutcome.Failed)
        {
            start.Environment["SQUASHD_ERROR"] = end.Reason;
            start.Environment["SQUASHD_FAILED"] = end.FailedFolder;
            return start;
        }
        var output = Path.Combine(settings.Spool.Folders.Outbox, job.Record.Output!.Name.Text);
        start.Environment["SQUASHD_OUTPUT"] = output;
        start.Environment["SQUASHD_REPORT"] = Outbox.ReportOf(output);
        return start;
    }

    /// <summary>
    /// Waits for the end, or for the token, and logs what the program says meanwhile. What it leaves running may hold its
    /// output open for ever, so that is read for a moment longer only.
    /// </summary>
    private async Task WaitAsync(Process process, string name, CancellationToken cancellationToken)
    {
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new HookOutput(process.StandardOutput, Say).ReadAsync(heard.Token);
        var error = new HookOutput(process.StandardError, Say).ReadAsync(heard.Token);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        heard.CancelAfter(LastWords);
        await Task.WhenAll(output, error).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        void Say(string line) => JobLog.HookSays(log, name, line);
    }
}
