using Fuzz;
using SharpFuzz;

Target Named(string name) => Target.All.FirstOrDefault(target => target.Name == name)
    ?? throw new ArgumentException($"there is no target {name}; there are {string.Join(", ", Target.All.Select(target => target.Name))}");

switch (args)
{
    case ["targets"]:
        Console.WriteLine(string.Join('\n', Target.All.Select(target => target.Name)));
        return 0;
    case ["instrument", var folder]:
        Instrumented.Instrument(folder);
        return 0;
    case ["seeds", var name, var folder]:
        SeedFolder.Write(Named(name), folder);
        return 0;
    case ["run", var name]:
        var target = Named(name);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Run(input.ToArray());
        });
        return 0;
    case ["replay", var name, .. var files]:
        return files.Count(file => !Replay.Passes(Named(name), file)) == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine("Fuzz targets | instrument FOLDER | seeds TARGET FOLDER | run TARGET | replay TARGET FILE...");
        return 2;
}
