using System.Text.Json;
using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>Members of an enumeration in JSON, as its keys are written: <c>no_marker</c>.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
