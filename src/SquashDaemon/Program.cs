using SquashDaemon.Cli;
using SquashDaemon.Spool;

StandardDescriptors.Fill();
// Beyond the largest size of a file a write shall fail as any other, with its sentence, and not kill us.
LibC.Signal(LibC.SignalFileSize, LibC.Ignore);
return CommandLine.Run(args);
