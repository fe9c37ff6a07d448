using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>
/// The daemon as a generic host. What the loop is made of finds here: <see cref="LiveSettings"/>,
/// <see cref="DaemonStatus"/>, <see cref="TimeProvider"/> and loggers.
/// </summary>
internal static class DaemonHost
{
    /// <summary>Runs until it is stopped or the inbox is drained.</summary>
    public static SpoolEnd Run(DaemonPlan plan, Func<IServiceProvider, SpoolLoop> loop, CancellationToken cancellation)
    {
        using var host = Build(plan, Supervisor.Take(), loop);
        // Running disposes of the host's services, but not of what they found out.
        var service = host.Services.GetRequiredService<SpoolService>();
        HostLog.Starts(
            host.Services.GetRequiredService<ILogger<SpoolService>>(), Version, Environment.ProcessId,
            plan.Settings.Files is { Count: > 0 } files
                ? Printable.Text(string.Join(", ", files))
                : "the defaults, no file");
        using var stop = cancellation.Register(
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
        try
        {
            host.Run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped before it had begun: nothing to undo.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What the loop meets is told below; this is the log, closed at the end, and no job is harmed.
            SelfLog.WriteLine("the log cannot be written to its end: {0}", error.Message);
        }
        if (service.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        return service.End;
    }

    private static string Version =>
        typeof(DaemonHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is { } version
            ? version.InformationalVersion.Split('+')[0]
            : "";

    private static IHost Build(DaemonPlan plan, Supervisor supervisor, Func<IServiceProvider, SpoolLoop> loop)
    {
        var settings = plan.Settings.Settings;
        var level = new LoggingLevelSwitch(LevelConvert.ToSerilogLevel(settings.Logging.Level));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSerilog(DaemonLog.Open(settings, level, plan.IsQuiet, plan.IsJson), dispose: true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        if (supervisor.IsEnabled)
            builder.Services.AddSingleton<ISystemdNotifier>(supervisor).AddSingleton<IHostLifetime, SystemdLifetime>();
        builder.Services.AddSingleton(supervisor)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new LiveSettings(settings))
            .AddSingleton<DaemonStatus>()
            .AddSingleton(loop)
            .AddSingleton<SpoolService>()
            // The first to start is the last to stop: the supervisor hears to the end.
            .AddHostedService<StatusReporter>()
            .AddHostedService(services => services.GetRequiredService<SpoolService>());
        // A hangup means the end to what runs only once.
        if (!settings.IsDrain)
        {
            builder.Services.AddHostedService(services => new ReloadService(
                plan.Hangups,
                new SettingsReload(
                    services.GetRequiredService<LiveSettings>(), plan.Load, level,
                    services.GetRequiredService<ILogger<SettingsReload>>()),
                supervisor,
                services.GetRequiredService<DaemonStatus>()));
        }
        return builder.Build();
    }
}
