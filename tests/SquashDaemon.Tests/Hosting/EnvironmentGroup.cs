namespace SquashDaemon.Tests.Hosting;

/// <summary>Tests that change the environment of this process, which others inherit; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentGroup
{
    public const string Name = "environment";
}
