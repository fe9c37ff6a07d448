using System.Text.Json.Serialization;
using Squash;
using SquashDaemon.Jobs;

namespace SquashDaemon.Cli;

/// <summary>The JSON documents of the command line, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SquashDocument))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(SpoolSurvey))]
[JsonSerializable(typeof(List<RetriedImage>))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(ExampleDocument))]
[JsonSerializable(typeof(List<StepDocument>))]
internal sealed partial class CliJson : JsonSerializerContext;
