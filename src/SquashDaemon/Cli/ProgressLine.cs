using Spectre.Console;
using Squash;

namespace SquashDaemon.Cli;

/// <summary>Progress of one squash on standard error: a bar on a terminal, a line for each tenth elsewhere.</summary>
internal static class ProgressLine
{
    private const int Steps = 10;

    /// <summary>Runs the work and shows how far it is, unless it should be quiet.</summary>
    public static T Show<T>(Verbosity verbosity, string name, Func<IProgress<SquashProgress>?, T> work)
    {
        if (verbosity.IsQuiet || verbosity.IsJson)
            return work(null);
        return Console.IsErrorRedirected ? work(new TenthLines(name)) : WithBar(name, work);
    }

    private static T WithBar<T>(string name, Func<IProgress<SquashProgress>?, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var bar = console.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(),
            new RemainingTimeColumn());
        return bar.Start(context =>
        {
            var task = context.AddTask(Markup.Escape(name), maxValue: 1);
            return work(new BarProgress(task));
        });
    }

    private sealed class BarProgress(ProgressTask task) : IProgress<SquashProgress>
    {
        public void Report(SquashProgress value)
        {
            task.MaxValue = Math.Max(1, value.TotalBytes);
            task.Value = value.DoneBytes;
        }
    }

    private sealed class TenthLines(string name) : IProgress<SquashProgress>
    {
        private long _shown;

        public void Report(SquashProgress value)
        {
            var step = value.TotalBytes == 0 ? 0 : value.DoneBytes * Steps / value.TotalBytes;
            if (step <= _shown)
                return;
            _shown = step;
            Console.Error.WriteLine($"{name}: {step * 100 / Steps} %");
        }
    }
}
