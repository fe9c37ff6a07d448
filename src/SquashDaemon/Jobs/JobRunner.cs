using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Squash;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Squashes one claimed archive into the outbox and disposes of the original, whatever happens.</summary>
internal sealed class JobRunner
{
    private readonly SpoolFolders _folders;
    private readonly ILogger _log;
    private readonly Func<InputFile, Stream, CancellationToken, SquashReport> _squash;
    private readonly ResiliencePipeline _retries;

    /// <summary>Runs jobs; <paramref name="squash"/> is the engine.</summary>
    public JobRunner(
        DaemonSettings settings,
        TimeProvider time,
        ILogger log,
        Func<InputFile, Stream, CancellationToken, SquashReport> squash)
    {
        (_folders, _log, _squash) = (settings.Spool.Folders, log, squash);
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.Retry.ShortRetries,
                Delay = settings.Retry.ShortDelay,
                MaxDelay = TimeSpan.FromMinutes(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<IOException>().Handle<UnauthorizedAccessException>(),
                OnRetry = OnRetry,
            })
            .Build();
    }

    private static ResiliencePropertyKey<string> NameKey { get; } = new("name");

    /// <summary>Runs the job of a file in the work folder.</summary>
    public async Task<JobOutcome> RunAsync(string claimed, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(claimed);
        var shown = Printable.Text(name);
        try
        {
            var context = ResilienceContextPool.Shared.Get(cancellationToken);
            context.Properties.Set(NameKey, shown);
            await _retries.ExecuteAsync(
                inner =>
                {
                    Squash(claimed, name, inner.CancellationToken);
                    return ValueTask.CompletedTask;
                },
                context).ConfigureAwait(false);
            Durable.MoveInto(_folders.Done, claimed, name);
            return JobOutcome.Done;
        }
        catch (OperationCanceledException)
        {
            return PutBack(claimed, "the daemon stops");
        }
        catch (InputChangedException)
        {
            return PutBack(claimed, "it changed while it was read");
        }
        catch (Exception error)
        {
            return Fail(claimed, error.Message);
        }
    }

    /// <summary>Moves an archive to failed, with a text that says why.</summary>
    public JobOutcome Fail(string path, string reason)
    {
        var name = Path.GetFileName(path);
        var kept = Durable.MoveInto(_folders.Failed, path, name);
        File.WriteAllText(
            $"{kept}.error.txt",
            $"{Printable.Text(name)} could not be squashed: {reason}.\n"
            + "Nothing was written to the outbox, and the original is beside this file.\n"
            + "To try again, move it into the inbox; if the reason names damage, save the image again.\n");
        JobLog.Failed(_log, Printable.Text(name), reason);
        return JobOutcome.Failed;
    }

    private ValueTask OnRetry(OnRetryArguments<object> arguments)
    {
        JobLog.Retrying(
            _log, arguments.Context.Properties.GetValue(NameKey, ""), Printable.Text(arguments.Outcome.Exception?.Message),
            arguments.AttemptNumber + 2, Math.Round(arguments.RetryDelay.TotalSeconds, 1));
        return ValueTask.CompletedTask;
    }

    private JobOutcome PutBack(string claimed, string reason)
    {
        Durable.MoveInto(_folders.Inbox, claimed, Path.GetFileName(claimed));
        JobLog.PutBack(_log, Printable.Text(Path.GetFileName(claimed)), reason);
        return JobOutcome.PutBack;
    }

    private void Squash(string claimed, string name, CancellationToken cancellationToken)
    {
        using var input = InputFile.Open(claimed, follow: false);
        var shown = Printable.Text(name);
        JobLog.Claimed(_log, shown, input.Identity.Size);
        var outputName = $"{FreeName.Stem(name)}.tar";
        using var part = PartFile.Create(Path.Combine(_folders.Outbox, outputName), input.Identity);
        var report = _squash(input, part.Stream, cancellationToken);
        if (input.HasChanged)
            throw new InputChangedException();
        foreach (var warning in report.Warnings)
            JobLog.Warned(_log, shown, warning);
        var output = Publish(part, outputName);
        JobLog.Done(_log, shown, report.Images.Sum(image => image.LayersBefore), report.OutputBytes, Printable.Text(output));
    }

    /// <summary>
    /// Publishes under the first free name. A file of that name with the same bytes is our own, of a run that was
    /// killed before it could put the original away.
    /// </summary>
    private string Publish(PartFile part, string name)
    {
        for (var number = 1; ; number++)
        {
            var target = Path.Combine(_folders.Outbox, FreeName.Of(name, number));
            if (part.TryPublish(target, replace: false) || part.HasSameBytes(target))
                return target;
        }
    }
}
