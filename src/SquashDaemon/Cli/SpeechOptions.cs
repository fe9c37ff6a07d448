using System.CommandLine;

namespace SquashDaemon.Cli;

/// <summary>The options that every command has.</summary>
internal static class SpeechOptions
{
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on standard output; of run, one for each event",
        Recursive = true,
    };

    private static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Say nothing but errors",
        Recursive = true,
    };

    private static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Say more, and where an error arose",
        Recursive = true,
    };

    /// <summary>Adds them to the root.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Add(Json);
        root.Add(Quiet);
        root.Add(Verbose);
    }

    /// <summary>What the user chose.</summary>
    public static Verbosity Of(ParseResult parsed) =>
        new(parsed.GetValue(Json), parsed.GetValue(Quiet), parsed.GetValue(Verbose));
}
