using System.Text.Json.Serialization;

namespace SquashDaemon.Jobs;

/// <summary>The JSON documents of the jobs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(OutputReport))]
[JsonSerializable(typeof(RuntimeStatus))]
internal sealed partial class JobsJson : JsonSerializerContext;
