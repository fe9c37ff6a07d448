using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SquashDaemon.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Hosting;

public sealed class SpoolServiceTests
{
    [Fact]
    public async Task WhatTheLoopDiesOfIsKnownEvenIfItCannotBeLogged()
    {
        var loop = new SpoolLoop(null!, new DaemonStatus(), TimeProvider.System, NullLogger.Instance);
        using var lifetime = new Lifetime();
        using var service = new SpoolService(loop, lifetime, new BrokenLog());
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(service.ExecuteTask!);
        Assert.IsType<NullReferenceException>(service.Fault);
        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stop.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stop.Cancel();

        public void Dispose() => _stop.Dispose();
    }

    private sealed class BrokenLog : ILogger<SpoolService>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("the log breaks");
    }
}
