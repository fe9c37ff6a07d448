namespace Squash.Tests.House;

/// <summary>The rules of the house, held to the sources. <see cref="HouseChecksTests"/> proves that each can fail.</summary>
public sealed class HouseTests
{
    /// <summary>Where any exception at all may be caught: at the edge of the program and of a job.</summary>
    private static readonly string[] MayCatchEverything =
        ["src/SquashDaemon/Cli/Failure.cs", "src/SquashDaemon/Jobs/JobRunner.cs"];

    private static IReadOnlyList<SourceFile> Product => [.. Sources.Engine, .. Sources.Daemon];

    private static IReadOnlyList<SourceFile> Everything => [.. Product, .. Sources.Tests];

    private static void None(IEnumerable<string> violations)
    {
        var all = string.Join('\n', violations);
        if (all.Length > 0) Assert.Fail(all);
    }

    [Fact]
    public void NamespacesOfTheEngineKeepToTheArrows() =>
        None(Arrows.Violations(Sources.Engine, Arrows.Engine, Sources.Engine));

    [Fact]
    public void NamespacesOfTheDaemonKeepToTheArrows() =>
        None(Arrows.Violations(Sources.Daemon, Arrows.Daemon, Product));

    [Fact]
    public void NoNamespacesFormACycle()
    {
        None(Arrows.Cycle(Sources.Engine));
        None(Arrows.Cycle(Sources.Daemon));
    }

    [Fact]
    public void AFileHoldsOneTypeAndIsNamedAsIt() => None(Shapes.WrongTypes(Everything));

    [Fact]
    public void AFolderIsANamespace() => None(Shapes.WrongNamespaces(Everything));

    [Fact]
    public void NoFileIsLong() => None(Shapes.LongFiles(Everything));

    [Fact]
    public void MostFilesAreShort()
    {
        Assert.InRange(Shapes.MedianLength(Sources.Engine), 1, Shapes.MedianFile);
        Assert.InRange(Shapes.MedianLength(Sources.Daemon), 1, Shapes.MedianFile);
    }

    [Fact]
    public void NoMethodIsLong() => None(Shapes.LongMethods(Everything));

    [Fact]
    public void NoMethodHasManyParameters() => None(Shapes.WideMethods(Product));

    [Fact]
    public void ThereAreAlmostNoInterfaces() => Assert.InRange(Shapes.Interfaces(Product).Count(), 0, 2);

    [Fact]
    public void NoBannedWordIsWritten()
    {
        None(Words.Violations(Product, Words.Banned));
        None(Words.Violations(Sources.Engine, Words.BannedInEngine));
        None(Words.Violations(Product, Words.BannedInText, inText: true));
    }

    [Fact]
    public void OnlyTheEdgesCatchEverything()
    {
        Assert.InRange(MayCatchEverything.Length, 0, 2);
        None(Words.BareCatches(Product, MayCatchEverything));
    }

    [Fact]
    public void NoWarningIsSilencedWithoutAReason()
    {
        None(Suppressions.InSources(Everything));
        None(Suppressions.InProjects(Sources.Projects));
    }

    [Fact]
    public void NoTestSkipsButByNeed() => None(Suppressions.Skips(Sources.Tests));

    [Fact]
    public void TheEngineHasNoPackageButTheCodecs()
    {
        var project = Sources.Projects.Single(file => file.Path == "src/Squash/Squash.csproj");
        Assert.Equal(["SharpCompress"], Suppressions.Packages(project));
        Assert.DoesNotContain("<ProjectReference", project.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<FrameworkReference", project.Text, StringComparison.Ordinal);
    }
}
