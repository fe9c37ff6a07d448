using System.Text.Json;

namespace Squash.Images;

/// <summary>What a container of the image starts with (config.md, "config"), as far as people ask for it.</summary>
public sealed record ExecutionParameters
{
    /// <summary>Variables, each <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Env { get; private init; } = [];

    /// <summary>The program and what always precedes the command.</summary>
    public IReadOnlyList<string> Entrypoint { get; private init; } = [];

    /// <summary>The command, or the default arguments of the entry point.</summary>
    public IReadOnlyList<string> Cmd { get; private init; } = [];

    /// <summary>User or UID, perhaps with a group; empty for root.</summary>
    public string User { get; private init; } = "";

    /// <summary>Where it starts; empty for the root directory.</summary>
    public string WorkingDir { get; private init; } = "";

    /// <summary>Ports, each <c>PORT/PROTOCOL</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; private init; } = [];

    /// <summary>Where volumes are made.</summary>
    public IReadOnlyList<string> Volumes { get; private init; } = [];

    /// <summary>How many labels there are.</summary>
    public int Labels { get; private init; }

    /// <summary>Reads them; what is absent stays empty.</summary>
    /// <exception cref="InvalidDataException">A member is of a type that no engine takes.</exception>
    public static ExecutionParameters Of(ImageConfig config)
    {
        using var document = JsonText.ParseConfig(config.Bytes);
        if (JsonMember.Object(document.RootElement, "config") is not { } json)
            return new ExecutionParameters();
        return new ExecutionParameters
        {
            Env = JsonMember.Texts(json, "Env") ?? [],
            Entrypoint = Words(json, "Entrypoint"),
            Cmd = Words(json, "Cmd"),
            User = JsonMember.Text(json, "User") ?? "",
            WorkingDir = JsonMember.Text(json, "WorkingDir") ?? "",
            ExposedPorts = JsonMember.Names(json, "ExposedPorts"),
            Volumes = JsonMember.Names(json, "Volumes"),
            Labels = JsonMember.Names(json, "Labels").Count,
        };
    }

    /// <summary>docker has written a command of one word as plain text, and engines still read it so.</summary>
    private static IReadOnlyList<string> Words(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? [member.GetString()!]
            : JsonMember.Texts(json, name) ?? [];
}
