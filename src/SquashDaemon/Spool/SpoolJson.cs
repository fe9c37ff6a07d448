using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>The JSON documents of the spool, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(ErrorRecord))]
internal sealed partial class SpoolJson : JsonSerializerContext;
