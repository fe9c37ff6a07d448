using System.Text.Json.Serialization;
using Squash;

namespace SquashDaemon.Cli;

/// <summary>The JSON documents of the command line, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SquashDocument))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class CliJson : JsonSerializerContext;
