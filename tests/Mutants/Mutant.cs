namespace Mutants;

/// <summary>One small change of the engine that some test should notice.</summary>
/// <param name="Number">What switches it on.</param>
/// <param name="File">The file, below the engine's folder.</param>
/// <param name="Line">The line.</param>
/// <param name="Member">The type and member that it is in.</param>
/// <param name="Before">What stands there.</param>
/// <param name="After">What stands there instead.</param>
internal sealed record Mutant(int Number, string File, int Line, string Member, string Before, string After)
{
    /// <summary>What tells it apart when lines have moved.</summary>
    public string Identity => $"{File} | {Member} | {Before} | {After}";

    /// <summary>The folder that it is in.</summary>
    public string Folder => File[..File.IndexOf('/')];

    public override string ToString() => $"{Identity}  (line {Line})";
}
