using BenchmarkDotNet.Running;
using Benchmarks;

if (args is ["inner", .. var rest])
{
    BenchmarkSwitcher.FromTypes([typeof(InnerLoops)]).Run(rest);
    return 0;
}
if (args is ["make", var name, var file])
{
    new ImageMaker(Case.All(1).First(subject => subject.Name.Contains(name, StringComparison.Ordinal)), Path.GetDirectoryName(Path.GetFullPath(file))!).Write(file);
    return 0;
}
string Option(string name, string usual) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : usual;
var squashd = Path.GetFullPath(Option("--squashd", Path.Combine(AppContext.BaseDirectory, "squashd")));
var rounds = int.Parse(Option("--rounds", "5"));
var only = Option("--only", "");
var scale = double.Parse(Option("--scale", "1"), System.Globalization.CultureInfo.InvariantCulture);
var folder = Directory.CreateDirectory(Path.Combine(Option("--folder", Path.GetTempPath()), "squashd-bench")).FullName;
Console.WriteLine($"{Machine.Describe(folder)}\nsquashd: {squashd}");
foreach (var subject in Case.All(scale).Where(subject => subject.Name.Contains(only, StringComparison.Ordinal)))
{
    new Contest(subject, squashd, folder, rounds).Run();
    Directory.Delete(folder, recursive: true);
    Directory.CreateDirectory(folder);
}
if (only is "" or "curve")
    new Curve(squashd, folder, rounds).Run();
Directory.Delete(folder, recursive: true);
return 0;
