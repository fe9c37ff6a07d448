using SquashDaemon.Cli;
using SquashDaemon.Spool;

StandardDescriptors.Fill();
return CommandLine.Run(args);
