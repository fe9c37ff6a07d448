namespace Squash.Tests.House;

/// <summary>Every check of <see cref="HouseTests"/> on a small sample that breaks its rule, and on one that does not.</summary>
public sealed class HouseChecksTests
{
    private static readonly SourceFile Tar = File("src/Squash/Tar/TarReader.cs", "namespace Squash.Tar;\npublic sealed class TarReader;");
    private static readonly SourceFile Story = File("src/Squash/Squasher.cs", "namespace Squash;\npublic sealed class Squasher;");

    [Theory]
    [InlineData("namespace Squash.Images;\nclass A;", 0)]
    [InlineData("using Squash.Tar;\nnamespace Squash.Images;\nclass A;", 1)]
    [InlineData("using static Squash.Tar.TarReader;\nnamespace Squash.Images;\nclass A;", 1)]
    [InlineData("using T = Squash.Tar.TarReader;\nnamespace Squash.Images;\nclass A;", 1)]
    [InlineData("namespace Squash.Images;\nclass A { Squash.Tar.TarReader? b; }", 1)]
    [InlineData("namespace Squash.Images;\nclass A { Tar.TarReader? b; }", 1)]
    [InlineData("namespace Squash.Images;\nclass A { Squasher? b; }", 1)]
    [InlineData("namespace Squash.Images;\nclass A { /* Tar.TarReader */ string b = \"Tar.TarReader\"; } // Squasher", 0)]
    [InlineData("namespace Squash.Images;\nclass A { int Tar; int B => Tar.Length; }", 0)]
    [InlineData("using Squash.Tar;\nnamespace Squash.Layers;\nclass A;", 0)]
    [InlineData("namespace Squash.Elsewhere;\nclass A;", 1)]
    public void AnArrowThatIsNotDrawnIsFound(string text, int violations)
    {
        var file = File("src/Squash/X/A.cs", text);
        Assert.Equal(violations, Arrows.Violations([file], Arrows.Engine, [Tar, Story, file]).Count());
    }

    [Theory]
    [InlineData("using Squash;\nnamespace SquashDaemon.Spool;\nclass A;", 1)]
    [InlineData("namespace SquashDaemon.Spool;\nclass A { Squash.Squasher? b; }", 1)]
    [InlineData("using Squash;\nnamespace SquashDaemon.Jobs;\nclass A;", 0)]
    [InlineData("using Squash.Tar;\nnamespace SquashDaemon.Jobs;\nclass A;", 1)]
    [InlineData("using SquashDaemon.Cli;\nreturn 0;", 0)]
    public void OnlyJobsAndTheCommandLineUseTheEngine(string text, int violations)
    {
        var file = File("src/SquashDaemon/X/A.cs", text);
        var cli = File("src/SquashDaemon/Cli/B.cs", "namespace SquashDaemon.Cli;\nclass B;");
        Assert.Equal(violations, Arrows.Violations([file], Arrows.Daemon, [Tar, Story, cli, file]).Count());
    }

    [Fact]
    public void ACycleIsFound()
    {
        var layers = File("src/Squash/Layers/L.cs", "using Squash.Tar;\nnamespace Squash.Layers;\nclass L;");
        var tar = File("src/Squash/Tar/T.cs", "namespace Squash.Tar;\nclass T { Layers.L? l; }");
        Assert.Equal(["Squash.Layers", "Squash.Tar"], Arrows.Cycle([layers, tar, Story]));
        Assert.Empty(Arrows.Cycle([layers, Tar, Story]));
    }

    [Theory]
    [InlineData("namespace N;\npublic sealed class A\n{\n    private sealed class B;\n}", 0)]
    [InlineData("namespace N;\ninternal readonly record struct A(int B);", 0)]
    [InlineData("namespace N;\nclass A;\nclass B;", 1)]
    [InlineData("namespace N;\npublic enum B { A }", 1)]
    [InlineData("namespace N;\ninternal delegate int B(int a);\nclass A;", 1)]
    [InlineData("namespace N;", 1)]
    public void AFileWithAnotherTypeIsFound(string text, int violations) =>
        Assert.Equal(violations, Shapes.WrongTypes([File("src/N/A.cs", text)]).Count());

    [Theory]
    [InlineData("src/Squash/Tar/A.cs", 0)]
    [InlineData("src/Squash/Layers/A.cs", 1)]
    public void AFileInAnotherFolderIsFound(string path, int violations) =>
        Assert.Equal(violations, Shapes.WrongNamespaces([File(path, "namespace Squash.Tar;\nclass A;")]).Count());

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void ALongFileIsFound(int lines, int violations)
    {
        var file = File("src/A.cs", string.Concat(Enumerable.Repeat("//\n", lines)));
        Assert.Equal(violations, Shapes.LongFiles([file]).Count());
        Assert.Equal(lines, Shapes.MedianLength([file, file, File("src/B.cs", "")]));
    }

    [Theory]
    [InlineData("public int A()", 60, 0)]
    [InlineData("public int A()", 61, 1)]
    [InlineData("private static IEnumerable<(int, int)> A<T>(\n        int a,\n        int b)", 61, 1)]
    public void ALongMethodIsFound(string head, int lines, int violations)
    {
        var method = $"    {head}\n    {{\n{string.Concat(Enumerable.Repeat("        x();\n", lines))}    }}\n";
        var text = $"class A\n{{\n{method}\n    public void B()\n    {{\n    }}\n}}\n";
        Assert.Equal(violations, Shapes.LongMethods([File("src/A.cs", text)]).Count());
    }

    [Theory]
    [InlineData("public int A(int a, Dictionary<int, int> b, (int, int) c, int d) => 0;", 0)]
    [InlineData("public int A(int a, Dictionary<int, int> b, (int, int) c, int d, int e) => 0;", 1)]
    [InlineData("private static (int, int) A<T>(\n        int a,\n        int b,\n        int c,\n        int d,\n        int e)", 1)]
    [InlineData("private static partial int Call(int a, int b, int c, int d, int e);", 0)]
    [InlineData("[UnmanagedCallersOnly(EntryPoint = \"Called\")]\n    public static int A(int a, int b, int c, int d, int e) => 0;", 0)]
    [InlineData("[Theory]\n    public static int A(int a, int b, int c, int d, int e) => 0;", 1)]
    [InlineData("public A(int a, int b, int c, int d, int e)", 0)]
    [InlineData("public int A(int a, int b, int c, int d, CancellationToken e = default) => 0;", 0)]
    [InlineData("public int A() => Call(1, 2, 3, 4, 5);", 0)]
    public void AWideMethodIsFound(string head, int violations) =>
        Assert.Equal(violations, Shapes.WideMethods([File("src/A.cs", $"class A\n{{\n    {head}\n}}")]).Count());

    [Theory]
    [InlineData("var a = DateTime.Now;")]
    [InlineData("var a = System.DateTime.UtcNow;")]
    [InlineData("var a = DateTimeOffset.UtcNow;")]
    [InlineData("var a = task.Result;")]
    [InlineData("task.GetAwaiter().GetResult();")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("#region A")]
    [InlineData("File.Move(a, b);")]
    [InlineData("class TarHelper;")]
    [InlineData("static class StringUtils;")]
    [InlineData("class JobManager;")]
    [InlineData("class BlobBase;")]
    [InlineData("namespace Squash.Common;")]
    [InlineData("async void A() { }")]
    public void ABannedWordIsFound(string text)
    {
        Assert.Single(Words.Violations([File("src/A.cs", text)], Words.Banned));
        Assert.Empty(Words.Violations([File("src/A.cs", "// " + text)], Words.Banned));
    }

    [Theory]
    [InlineData("await a;")]
    [InlineData("Console.Write(1);")]
    [InlineData("var a = Guid.NewGuid();")]
    [InlineData("var a = new Random(1);")]
    public void AWordThatTheEngineDoesNotUseIsFound(string text) =>
        Assert.Single(Words.Violations([File("src/A.cs", text)], Words.BannedInEngine));

    [Fact]
    public void AWordThatBelongsInAnIssueIsFoundInComments() =>
        Assert.Single(Words.Violations([File("src/A.cs", "// TO" + "DO: later")], Words.BannedInText, inText: true));

    [Theory]
    [InlineData("try { } catch (Exception) { }", 1)]
    [InlineData("try { }\ncatch (System.Exception error)\n{\n}", 1)]
    [InlineData("try { }\ncatch\n{\n}", 1)]
    [InlineData("try { } catch (Exception error) when (error is IOException) { }", 0)]
    [InlineData("try { } catch (IOException) { }", 0)]
    public void ABareCatchIsFound(string text, int violations)
    {
        Assert.Equal(violations, Words.BareCatches([File("src/A.cs", text)], []).Count());
        Assert.Empty(Words.BareCatches([File("src/A.cs", text)], ["src/A.cs"]));
    }

    [Theory]
    [InlineData("#pragma warning disable CS1591", 1)]
    [InlineData("#pragma warning disable CS1591 // Named as they are spelled.", 0)]
    [InlineData("#pragma warning restore CS1591", 0)]
    [InlineData("[SuppressMessage(\"a\", \"b\")]", 1)]
    [InlineData("[SuppressMessage(\"a\", \"b\", Justification = \"c\")]", 0)]
    [InlineData("#nullable disable", 1)]
    public void ASuppressionWithoutAReasonIsFound(string text, int violations) =>
        Assert.Equal(violations, Suppressions.InSources([File("src/A.cs", text)]).Count());

    [Theory]
    [InlineData("<A>\n<NoWarn>X</NoWarn>", 1)]
    [InlineData("<!-- Why. -->\n<NoWarn>X</NoWarn>", 0)]
    public void ASuppressionInAProjectWithoutAReasonIsFound(string text, int violations) =>
        Assert.Equal(violations, Suppressions.InProjects([File("src/A.csproj", text)]).Count());

    [Theory]
    [InlineData("tests/A.cs", "Assert.SkipUnless(true, reason);", 1)]
    [InlineData("tests/A.cs", "[Fact(Skip = reason)]", 1)]
    [InlineData("tests/A.cs", "Need.Root(); layers.Skip(1);", 0)]
    [InlineData("tests/Shared/Need.cs", "Assert.Skip(reason);", 0)]
    public void ATestThatSkipsByItselfIsFound(string path, string text, int violations) =>
        Assert.Equal(violations, Suppressions.Skips([File(path, text)]).Count());

    [Fact]
    public void InterfacesAndPackagesAreCounted()
    {
        Assert.Single(Shapes.Interfaces([File("src/A.cs", "namespace N;\npublic interface IA;"), Tar]));
        Assert.Equal(["X"], Suppressions.Packages(File("src/A.csproj", "<PackageReference Include=\"X\" />")));
    }

    private static SourceFile File(string path, string text) => new(path, text);
}
