namespace Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Fate
{
    /// <summary>No test comes by it.</summary>
    Unreached,

    /// <summary>Every test passed.</summary>
    Survived,

    /// <summary>A test failed.</summary>
    Killed,

    /// <summary>A test was ended, since it took ten times as long or all memory.</summary>
    Ended,

    /// <summary>The process died.</summary>
    Crashed,
}
