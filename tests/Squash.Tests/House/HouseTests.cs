namespace Squash.Tests.House;

/// <summary>The rules of the house, held to the sources. <see cref="HouseChecksTests"/> proves that each can fail.</summary>
public sealed class HouseTests
{
    /// <summary>Where any exception at all may be caught: at the edge of the program and of a job.</summary>
    private static readonly string[] MayCatchEverything =
        ["src/SquashDaemon/Cli/Failure.cs", "src/SquashDaemon/Jobs/JobRunner.cs"];

    private static IReadOnlyList<SourceFile> Product => [.. Sources.Engine, .. Sources.Daemon];

    private static IReadOnlyList<SourceFile> Everything => [.. Product, .. Sources.Tests];

    [Fact]
    public void NamespacesOfTheEngineKeepToTheArrows() =>
        Assert.Empty(Arrows.Violations(Sources.Engine, Arrows.Engine, Sources.Engine));

    [Fact]
    public void NamespacesOfTheDaemonKeepToTheArrows() =>
        Assert.Empty(Arrows.Violations(Sources.Daemon, Arrows.Daemon, Product));

    [Fact]
    public void NoNamespacesFormACycle()
    {
        Assert.Empty(Arrows.Cycle(Sources.Engine));
        Assert.Empty(Arrows.Cycle(Sources.Daemon));
    }

    [Fact]
    public void AFileHoldsOneTypeAndIsNamedAsIt() => Assert.Empty(Shapes.WrongTypes(Everything));

    [Fact]
    public void AFolderIsANamespace() => Assert.Empty(Shapes.WrongNamespaces(Everything));

    [Fact]
    public void NoFileIsLong() => Assert.Empty(Shapes.LongFiles(Everything));

    [Fact]
    public void MostFilesAreShort()
    {
        Assert.InRange(Shapes.MedianLength(Sources.Engine), 1, Shapes.MedianFile);
        Assert.InRange(Shapes.MedianLength(Sources.Daemon), 1, Shapes.MedianFile);
    }

    [Fact]
    public void NoMethodIsLong() => Assert.Empty(Shapes.LongMethods(Everything));

    [Fact]
    public void NoMethodHasManyParameters() => Assert.Empty(Shapes.WideMethods(Product));

    [Fact]
    public void ThereAreAlmostNoInterfaces() => Assert.InRange(Shapes.Interfaces(Product).Count(), 0, 2);

    [Fact]
    public void NoBannedWordIsWritten()
    {
        Assert.Empty(Words.Violations(Product, Words.Banned));
        Assert.Empty(Words.Violations(Sources.Engine, Words.BannedInEngine));
        Assert.Empty(Words.Violations(Product, Words.BannedInText, inText: true));
    }

    [Fact]
    public void OnlyTheEdgesCatchEverything()
    {
        Assert.InRange(MayCatchEverything.Length, 0, 2);
        Assert.Empty(Words.BareCatches(Product, MayCatchEverything));
    }

    [Fact]
    public void NoWarningIsSilencedWithoutAReason()
    {
        Assert.Empty(Suppressions.InSources(Everything));
        Assert.Empty(Suppressions.InProjects(Sources.Projects));
    }

    [Fact]
    public void TheEngineHasNoPackageButTheCodecs()
    {
        var project = Sources.Projects.Single(file => file.Path == "src/Squash/Squash.csproj");
        Assert.Equal(["SharpCompress"], Suppressions.Packages(project));
        Assert.DoesNotContain("<ProjectReference", project.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<FrameworkReference", project.Text, StringComparison.Ordinal);
    }
}
