using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>The daemon as a generic host: systemd's lifetime, a log on standard error and one in a file.</summary>
internal static class DaemonHost
{
    private const long LogFileBytes = 10 << 20;
    private const int LogFiles = 5;
    private const string Format = "{Timestamp:yyyy-MM-ddTHH:mm:sszzz} {Level:u3} {Message:l}{NewLine}{Exception}";

    /// <summary>Runs until it is stopped or the inbox is drained; whether every job succeeded.</summary>
    public static bool Run(DaemonSettings settings, Func<IServiceProvider, SpoolLoop> loop, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSystemd();
        builder.Services.AddSerilog(ConfigureLog(settings), dispose: true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.AddSingleton(loop);
        builder.Services.AddSingleton<SpoolService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SpoolService>());
        using var host = builder.Build();
        // Running disposes of the host's services, but not of what they found out.
        var service = host.Services.GetRequiredService<SpoolService>();
        using var stop = cancellation.Register(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
        try
        {
            host.Run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped before it had begun: nothing to undo.
        }
        return service.HasSucceeded;
    }

    private static Serilog.Core.Logger ConfigureLog(DaemonSettings settings)
    {
        Serilog.Debugging.SelfLog.Enable(Console.Error);
        return new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .WriteTo.Console(
                outputTemplate: Format,
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose)
            .WriteTo.File(
                settings.LogFile,
                outputTemplate: Format,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: LogFileBytes,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: LogFiles)
            .CreateLogger();
    }
}
