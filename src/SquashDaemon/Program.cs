using SquashDaemon.Cli;

StandardDescriptors.Fill();
FileSizeLimit.MakeAnError();
return CommandLine.Run(args);
