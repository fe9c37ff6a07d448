using Mutants;

if (args is ["worker", var assembly])
{
    var answers = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
    Console.SetOut(TextWriter.Null);
    new Worker(new TestFolder(Layout.Tests, assembly), Console.In, answers).Run();
    return 0;
}
var file = Path.Combine(Directory.CreateTempSubdirectory("mutants").FullName, "Squash.dll");
try
{
    var engine = new MutatedEngine(args is [] ? ["Merging/", "Tar/"] : args, file);
    var mutants = engine.Mutants.Where(mutant => !Equivalents.Contain(mutant)).ToList();
    Console.WriteLine($"{mutants.Count} mutants; {engine.Mutants.Count - mutants.Count} more are equivalent, "
        + $"{engine.Count - engine.Mutants.Count} do not compile");
    var run = new TestRun(file, engine.Count);
    run.Measure();
    run.Face(mutants);
    return new Report(mutants, run).Print(Console.Out) ? 0 : 1;
}
finally
{
    Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
}
