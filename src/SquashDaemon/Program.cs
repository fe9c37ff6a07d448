using SquashDaemon.Cli;

return CommandLine.Run(args);
